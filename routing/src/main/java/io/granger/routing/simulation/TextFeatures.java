package io.granger.routing.simulation;

import io.granger.rl.FeatureHash;
import io.granger.rl.OnlineStandardizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is said of a text without understanding it: its shape (length, words, digits, capitals, signs, lines, length of a word), and
 * its words and pairs of words by signed hashing, each counted as 1 + ln(count), scaled to length 1.
 */
final class TextFeatures implements ColumnEncoder {
    private static final int SHAPE = 7;
    private static final int BUCKETS = 64;
    /** A bucket of words is one of many that hardly matter. */
    private static final double BUCKET_PRECISION = 30;
    /** Text beyond this is not read: nobody pays for hashing a book at every choice. */
    private static final int MOST_CHARACTERS = 20_000;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final List<String> values;
    private final int from;

    TextFeatures(List<String> values, int from) {
        this.values = values;
        this.from = from;
    }

    @Override
    public int width() {
        return SHAPE + BUCKETS;
    }

    @Override
    public double precision(int i) {
        return i < SHAPE ? 1 : BUCKET_PRECISION;
    }

    @Override
    public void write(int row, float[] raw, OnlineStandardizer seen) {
        String whole = values.get(row);
        // tables that were written line by line hold \n as two characters
        String text =
                whole.substring(0, Math.min(whole.length(), MOST_CHARACTERS)).replace("\\n", "\n");
        String[] words = BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT));
        writeShape(text, words.length, raw);
        Map<String, Integer> counts = new HashMap<>();
        String before = "";
        for (String word : words) {
            if (!word.isEmpty()) {
                counts.merge(word, 1, Integer::sum);
                if (!before.isEmpty()) {
                    counts.merge(before + " " + word, 1, Integer::sum);
                }
                before = word;
            }
        }
        double squares = 0;
        for (int count : counts.values()) {
            double amount = 1 + StrictMath.log(count);
            squares += amount * amount;
        }
        double scale = squares > 0 ? 1 / StrictMath.sqrt(squares) : 0;
        counts.forEach((term, count) -> FeatureHash.addSigned(
                raw, from + SHAPE, BUCKETS, FeatureHash.of(term), (float) (scale * (1 + StrictMath.log(count)))));
    }

    private void writeShape(String text, int words, float[] raw) {
        int digits = 0;
        int capitals = 0;
        int signs = 0;
        int lines = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isDigit(c)) {
                digits++;
            } else if (Character.isUpperCase(c)) {
                capitals++;
            } else if (c == '\n') {
                lines++;
            } else if (!Character.isLetter(c) && c != ' ') {
                signs++;
            }
        }
        int[] counts = {text.length(), words, digits, capitals, signs, lines};
        for (int i = 0; i < counts.length; i++) {
            raw[from + i] = (float) StrictMath.log1p(counts[i]);
        }
        raw[from + counts.length] = text.length() / (float) Math.max(1, words);
    }
}
