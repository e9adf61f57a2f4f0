package io.granger.examples.document;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Text cut into sentences and words, by the rules of the Java library. */
final class Words {

    private static final int MAX_SENTENCE = 600;

    private Words() {}

    /** The first sentences of a text, at most the given number, each on one line; what has no letter is left out. */
    static List<String> sentences(String text, int most) {
        List<String> sentences = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(text);
        int from = breaks.first();
        for (int to = breaks.next();
                to != BreakIterator.DONE && sentences.size() < most;
                from = to, to = breaks.next()) {
            String sentence = text.substring(from, to).replaceAll("\\s+", " ").strip();
            if (sentence.chars().anyMatch(Character::isLetter)) {
                sentences.add(sentence.length() <= MAX_SENTENCE ? sentence : sentence.substring(0, MAX_SENTENCE));
            }
        }
        return sentences;
    }

    /** The words of a text in lower case: runs of letters and digits of at least three characters. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inside = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
            if (inside && from < 0) {
                from = i;
            } else if (!inside && from >= 0) {
                if (i - from >= 3) {
                    words.add(text.substring(from, i).toLowerCase(Locale.ROOT));
                }
                from = -1;
            }
        }
        return words;
    }

    /** How often each word occurs, in the words' order. */
    static Map<String, Integer> counts(List<String> words) {
        Map<String, Integer> counts = new TreeMap<>();
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }
}
