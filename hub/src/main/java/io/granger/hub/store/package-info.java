/** What the hub remembers: tasks, experience, outcomes and settings behind one small interface, in SQLite or in memory. */
@NullMarked
package io.granger.hub.store;

import org.jspecify.annotations.NullMarked;
