/** Recorded outcomes played through a real hub and real spokes: is what is learnt worth it, and how fast is a change unlearnt? */
@NullMarked
package io.granger.examples.played;

import org.jspecify.annotations.NullMarked;
