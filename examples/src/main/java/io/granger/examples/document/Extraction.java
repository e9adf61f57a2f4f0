package io.granger.examples.document;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an extractor got out of a document.
 *
 * @param text at most {@link BoundedText#MAX_CHARACTERS} characters
 * @param truncated whether there was more
 * @param title the title the document gives itself
 * @param pages how many pages it has, where it has pages
 */
public record Extraction(String text, boolean truncated, Optional<String> title, OptionalInt pages) {

    private static final int MAX_TITLE = 300;

    public Extraction {
        title = title.map(String::strip)
                .filter(words -> !words.isEmpty())
                .map(words -> words.length() <= MAX_TITLE ? words : words.substring(0, MAX_TITLE));
    }

    /** What was collected so far, without title and pages. */
    public static Extraction of(BoundedText collected) {
        return new Extraction(collected.text(), collected.isTruncated(), Optional.empty(), OptionalInt.empty());
    }
}
