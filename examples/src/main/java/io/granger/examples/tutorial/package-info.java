/** What the tutorial about the learning loop runs: spokes that reckon, a client that asks and knows the answers. */
@NullMarked
package io.granger.examples.tutorial;

import org.jspecify.annotations.NullMarked;
