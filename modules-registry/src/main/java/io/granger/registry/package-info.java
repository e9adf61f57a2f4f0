/** Who is there and how well they do: spokes, capabilities, leases, health, breakers, and the chains they make. */
@NullMarked
package io.granger.registry;

import org.jspecify.annotations.NullMarked;
