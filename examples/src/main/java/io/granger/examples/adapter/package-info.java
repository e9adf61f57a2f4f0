/**
 * Thin adapters of 50 to 100 lines each, from a question people ask to the learning library: what is chosen, from what is known, by
 * which policy, and what counts as good. None of them needs a hub but the orchestrator, which is one.
 */
@NullMarked
package io.granger.examples.adapter;

import org.jspecify.annotations.NullMarked;
