@NullMarked
package io.granger.hub.control;

import org.jspecify.annotations.NullMarked;
