/** Bad bytes for everything that reads bytes from outside. */
@NullMarked
package io.granger.hub.fuzz;

import org.jspecify.annotations.NullMarked;
