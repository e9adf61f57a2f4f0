package io.granger.examples.document;

import java.util.List;

/** Picks the sentences of a text that say most. Safe from any thread. */
public interface Summarizer {

    /** Sentences of a summary. */
    int SENTENCES = 5;

    /**
     * The picked sentences.
     *
     * @param sentences the text's sentences in their order, at least one
     * @return indexes into the list, ascending, at most {@link #SENTENCES}
     */
    int[] pick(List<String> sentences);
}
