/** Training as the distribution runs it: with the library that networks are trained with. */
@NullMarked
package io.granger.examples.train;

import org.jspecify.annotations.NullMarked;
