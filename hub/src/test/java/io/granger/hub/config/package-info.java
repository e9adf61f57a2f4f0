/** Tests of {@code io.granger.hub.config}. */
@NullMarked
package io.granger.hub.config;

import org.jspecify.annotations.NullMarked;
