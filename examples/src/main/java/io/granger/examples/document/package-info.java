/** Spokes that read, rate, summarise and index documents with well-kept libraries. */
@NullMarked
package io.granger.examples.document;

import org.jspecify.annotations.NullMarked;
