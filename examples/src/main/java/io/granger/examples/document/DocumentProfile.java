package io.granger.examples.document;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a document says about its own text, counted without extracting any: the yardstick an extractor's text is held against.
 *
 * @param characters how many characters other than spaces the document shows, roughly; absent where it cannot be told
 * @param hasPictures whether it shows pictures, on which more text may stand
 * @param title the title the document gives itself
 */
record DocumentProfile(OptionalDouble characters, boolean hasPictures, Optional<String> title) {

    /** A document of which nothing can be told from outside. */
    static final DocumentProfile UNKNOWN = new DocumentProfile(OptionalDouble.empty(), false, Optional.empty());

    DocumentProfile {
        title = title.map(String::strip).filter(words -> !words.isEmpty());
    }
}
