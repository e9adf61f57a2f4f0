/** Document spokes made of well-kept libraries, and the demo that uses them. */
@NullMarked
package io.granger.examples;

import org.jspecify.annotations.NullMarked;
