/** The pure life cycle of a task: events in, effects out; no clock, no bus, no store. */
@NullMarked
package io.granger.hub.task;

import org.jspecify.annotations.NullMarked;
