/** Tests of a whole hub. */
@NullMarked
package io.granger.hub;

import org.jspecify.annotations.NullMarked;
