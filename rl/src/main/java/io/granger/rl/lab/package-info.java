/** Small worlds with exact solutions, and the agents that are compared in them. Never on the path of a serving decision. */
@NullMarked
package io.granger.rl.lab;

import org.jspecify.annotations.NullMarked;
