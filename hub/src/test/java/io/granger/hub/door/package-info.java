/** What tests of other packages need of the doors. */
@NullMarked
package io.granger.hub.door;

import org.jspecify.annotations.NullMarked;
