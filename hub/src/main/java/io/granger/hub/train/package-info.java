/** Snapshots of experience, policy packages, the training child process, and what is judged of a policy before it acts. */
@NullMarked
package io.granger.hub.train;

import org.jspecify.annotations.NullMarked;
