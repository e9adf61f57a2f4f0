package io.granger.examples.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Sentences as vectors of term weights: count of the word in the sentence times log of sentences over sentences that have it. */
final class SentenceVectors {

    private final List<Map<String, Double>> vectors;

    private SentenceVectors(List<Map<String, Double>> vectors) {
        this.vectors = vectors;
    }

    static SentenceVectors of(List<String> sentences) {
        List<Map<String, Integer>> counts = sentences.stream()
                .map(sentence -> Words.counts(Words.words(sentence)))
                .toList();
        Map<String, Integer> sentencesWith = new HashMap<>();
        counts.forEach(words -> words.keySet().forEach(word -> sentencesWith.merge(word, 1, Integer::sum)));
        double total = sentences.size();
        return new SentenceVectors(counts.stream()
                .map(words -> {
                    Map<String, Double> weights = new HashMap<>();
                    words.forEach((word, count) ->
                            weights.put(word, count * Math.log(1 + total / sentencesWith.getOrDefault(word, 1))));
                    return weights;
                })
                .toList());
    }

    int size() {
        return vectors.size();
    }

    /** The sum of all vectors. */
    Map<String, Double> centroid() {
        Map<String, Double> sum = new HashMap<>();
        vectors.forEach(vector -> vector.forEach((word, weight) -> sum.merge(word, weight, Double::sum)));
        return sum;
    }

    double similarity(int a, int b) {
        return cosine(vectors.get(a), vectors.get(b));
    }

    double similarity(int a, Map<String, Double> other) {
        return cosine(vectors.get(a), other);
    }

    /** Cosine of the angle between two vectors; 0 when one of them is empty. */
    static double cosine(Map<String, Double> a, Map<String, Double> b) {
        Map<String, Double> fewer = a.size() <= b.size() ? a : b;
        Map<String, Double> more = fewer == a ? b : a;
        double product = 0;
        for (Map.Entry<String, Double> entry : fewer.entrySet()) {
            product += entry.getValue() * more.getOrDefault(entry.getKey(), 0.0);
        }
        double lengths = length(a) * length(b);
        // Rounding may put it a hair above 1.
        return lengths == 0 ? 0 : Math.min(1, product / lengths);
    }

    private static double length(Map<String, Double> vector) {
        return Math.sqrt(
                vector.values().stream().mapToDouble(weight -> weight * weight).sum());
    }

    /** Indexes of the highest scores in their order; among equals the earlier sentence. */
    static int[] best(double[] scores, int most) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
