package io.granger.examples.document;

import java.util.HashMap;
import java.util.Map;

/**
 * How good a summary is: the cosine of its word counts and the text's (likeness), times how short it stays (brevity: 1 up to a third of
 * the text or 500 characters, then falling to 0 at the whole text). Both in [0, 1].
 */
record SummaryRating(double likeness, double brevity, double value) {

    private static final double SHORT_SHARE = 1.0 / 3;
    private static final int SHORT_CHARACTERS = 500;

    static SummaryRating of(String text, String summary) {
        double likeness = SentenceVectors.cosine(counts(text), counts(summary));
        double brevity = brevity(text.length(), summary.length());
        return new SummaryRating(likeness, brevity, likeness * brevity);
    }

    private static double brevity(int text, int summary) {
        double allowed = Math.max(SHORT_CHARACTERS, SHORT_SHARE * text);
        if (summary <= allowed) {
            return 1;
        }
        return Math.max(0, (text - summary) / (text - allowed));
    }

    private static Map<String, Double> counts(String text) {
        Map<String, Double> counts = new HashMap<>();
        Words.words(text).forEach(word -> counts.merge(word, 1.0, Double::sum));
        return counts;
    }
}
