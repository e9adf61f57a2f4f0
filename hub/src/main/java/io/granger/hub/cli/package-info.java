/** The command line: one small class per verb, plain JSON over HTTP to a hub, and the verb that runs one. */
@NullMarked
package io.granger.hub.cli;

import org.jspecify.annotations.NullMarked;
