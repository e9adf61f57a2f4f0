/** What the outside reaches: operations by name, over the event bus and over HTTP. */
@NullMarked
package io.granger.hub.door;

import org.jspecify.annotations.NullMarked;
