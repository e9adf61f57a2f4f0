@NullMarked
package io.granger.hub.admission;

import org.jspecify.annotations.NullMarked;
