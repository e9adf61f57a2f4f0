package io.granger.examples.adapter;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A multinomial naive Bayes classifier of short texts, with add-one smoothing: quick to train, often right, and too sure of itself.
 *
 * <p>McCallum and Nigam (1998), "A comparison of event models for naive Bayes text classification". Safe from any thread once trained.
 */
public final class IntentClassifier {

    /**
     * What a text probably wants.
     *
     * @param confidence posterior probability of that intent, in (0, 1]
     * @param knownWords share of the words that were seen in training, 0 when there is no word
     */
    public record Guess(String intent, double confidence, double knownWords) {}

    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
    private final Map<String, Integer> texts = new TreeMap<>();
    private final Map<String, Integer> vocabulary = new HashMap<>();

    /** Learns one text of an intent. */
    public void learn(String intent, String text) {
        texts.merge(intent, 1, Integer::sum);
        for (String word : words(text)) {
            counts.computeIfAbsent(intent, any -> new HashMap<>()).merge(word, 1, Integer::sum);
            vocabulary.merge(word, 1, Integer::sum);
        }
    }

    /** The likeliest intent; at least one text must have been learnt. */
    public Guess guess(String text) {
        if (texts.isEmpty()) {
            throw new IllegalStateException("nothing was learnt yet");
        }
        List<String> words = words(text);
        Map<String, Double> logs = new TreeMap<>();
        texts.forEach((intent, n) -> logs.put(intent, StrictMath.log(n) + logLikelihood(intent, words)));
        String best = logs.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow();
        double highest = logs.getOrDefault(best, 0.0);
        double sum = logs.values().stream()
                .mapToDouble(log -> StrictMath.exp(log - highest))
                .sum();
        long known = words.stream().filter(vocabulary::containsKey).count();
        return new Guess(best, 1 / sum, words.isEmpty() ? 0 : (double) known / words.size());
    }

    private double logLikelihood(String intent, List<String> words) {
        Map<String, Integer> of = counts.getOrDefault(intent, Map.of());
        double total = of.values().stream().mapToInt(Integer::intValue).sum() + vocabulary.size() + 1.0;
        double log = 0;
        for (String word : words) {
            log += StrictMath.log((of.getOrDefault(word, 0) + 1) / total);
        }
        return log;
    }

    /** Words of a text, whatever their case. */
    static List<String> words(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
