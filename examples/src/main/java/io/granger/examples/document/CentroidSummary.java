package io.granger.examples.document;

import java.util.List;
import java.util.Map;

/**
 * The sentences nearest to the centre of all.
 *
 * <p>Radev, Jing, Styś and Tam (2004), "Centroid-based summarization of multiple documents". One pass over the text.
 */
public final class CentroidSummary implements Summarizer {

    @Override
    public int[] pick(List<String> sentences) {
        SentenceVectors vectors = SentenceVectors.of(sentences);
        Map<String, Double> centroid = vectors.centroid();
        double[] scores = new double[vectors.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = vectors.similarity(i, centroid);
        }
        return SentenceVectors.best(scores, SENTENCES);
    }
}
