/** What can be done about a failed step, and in which order it is tried. */
@NullMarked
package io.granger.recovery;

import org.jspecify.annotations.NullMarked;
