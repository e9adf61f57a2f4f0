/** How much the hub takes on: bounds by priority, a limit that follows its own delay, waits that can still end in time. */
@NullMarked
package io.granger.hub.admission;

import org.jspecify.annotations.NullMarked;
