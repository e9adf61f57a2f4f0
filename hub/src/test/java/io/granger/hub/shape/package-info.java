/** Tests of {@code io.granger.hub.shape}. */
@NullMarked
package io.granger.hub.shape;

import org.jspecify.annotations.NullMarked;
