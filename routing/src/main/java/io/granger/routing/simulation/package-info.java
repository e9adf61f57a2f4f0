/** What it takes to run routers without a hub: repeatable draws. */
@NullMarked
package io.granger.routing.simulation;

import org.jspecify.annotations.NullMarked;
