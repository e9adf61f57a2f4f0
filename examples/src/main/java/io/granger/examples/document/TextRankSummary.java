package io.granger.examples.document;

import java.util.Arrays;
import java.util.List;

/**
 * The sentences that many similar sentences point to, by the power method on their similarities.
 *
 * <p>Mihalcea and Tarau (2004), "TextRank: Bringing Order into Texts". Quadratic in the number of sentences, of which the first
 * {@value #MOST} take part.
 */
public final class TextRankSummary implements Summarizer {

    private static final int MOST = 300;
    private static final int ROUNDS = 30;
    private static final double DAMPING = .85;

    @Override
    public int[] pick(List<String> sentences) {
        SentenceVectors vectors = SentenceVectors.of(sentences.subList(0, Math.min(MOST, sentences.size())));
        double[][] similarity = similarities(vectors);
        int n = vectors.size();
        double[] rank = new double[n];
        Arrays.fill(rank, 1.0 / n);
        for (int round = 0; round < ROUNDS; round++) {
            rank = next(rank, similarity);
        }
        return SentenceVectors.best(rank, SENTENCES);
    }

    private static double[] next(double[] rank, double[][] similarity) {
        int n = rank.length;
        double[] next = new double[n];
        Arrays.fill(next, (1 - DAMPING) / n);
        for (int from = 0; from < n; from++) {
            double out = Arrays.stream(similarity[from]).sum();
            for (int to = 0; out > 0 && to < n; to++) {
                next[to] += DAMPING * rank[from] * similarity[from][to] / out;
            }
        }
        return next;
    }

    private static double[][] similarities(SentenceVectors vectors) {
        int n = vectors.size();
        double[][] similarity = new double[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < a; b++) {
                similarity[a][b] = vectors.similarity(a, b);
                similarity[b][a] = similarity[a][b];
            }
        }
        return similarity;
    }
}
