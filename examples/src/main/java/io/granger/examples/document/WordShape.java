package io.granger.examples.document;

import java.lang.Character.UnicodeScript;

/**
 * How much a text looks like words of a language that people write, whichever it is. Text taken out of a document wrongly shows: letters
 * with spaces between them, words run together, codes taken for letters.
 */
final class WordShape {

    private static final int TOKENS_READ = 20_000;
    private static final int LONGEST_WORD = 24;
    private static final double USUAL_SINGLE_LETTERS = .25;
    private static final String VOWELS = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿœāēīōūąęěůőű";

    private WordShape() {}

    /** Share of tokens with letters that have the shape of a word, in [0, 1]; 0 when no token has a letter. */
    static double of(String text) {
        int words = 0;
        int shaped = 0;
        int single = 0;
        for (String token : text.strip().split("\\s+", TOKENS_READ)) {
            String core = core(token);
            if (core.isEmpty() || core.length() > 4 * LONGEST_WORD && isLatin(core)) {
                // No letters; or the rest of a very long text after the last token counted.
                continue;
            }
            words++;
            single += core.length() == 1 && isLatin(core) ? 1 : 0;
            shaped += hasShape(core) ? 1 : 0;
        }
        if (words == 0) {
            return 0;
        }
        double singleShare = (double) single / words;
        double spacedOut = Math.max(0, singleShare - USUAL_SINGLE_LETTERS) / (1 - USUAL_SINGLE_LETTERS);
        return (double) shaped / words * (1 - spacedOut);
    }

    /** The token without what stands before its first and after its last letter; empty without a letter. */
    private static String core(String token) {
        int from = 0;
        int to = token.length();
        while (from < to && !Character.isLetter(token.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isLetter(token.charAt(to - 1))) {
            to--;
        }
        return token.substring(from, to);
    }

    private static boolean isLatin(String core) {
        return UnicodeScript.of(core.codePointAt(0)) == UnicodeScript.LATIN;
    }

    private static boolean hasShape(String core) {
        if (!isLatin(core)) {
            // Scripts without spaces or without vowel letters: being letters has to be enough.
            return core.chars().filter(Character::isLetter).count() * 10 >= core.length() * 8L;
        }
        if (core.length() > LONGEST_WORD || changesCase(core)) {
            return false;
        }
        boolean spelled = core.chars().allMatch(c -> Character.isLetter(c) || "'’-./@&".indexOf(c) >= 0);
        boolean spoken = core.length() <= 3
                || core.equals(core.toUpperCase(java.util.Locale.ROOT))
                || core.toLowerCase(java.util.Locale.ROOT).chars().anyMatch(c -> VOWELS.indexOf(c) >= 0);
        return spelled && spoken;
    }

    /** Whether a capital follows a small letter inside one word, twice: once is a name such as McLeod. */
    private static boolean changesCase(String core) {
        int changes = 0;
        for (int i = 1; i < core.length(); i++) {
            if (Character.isLowerCase(core.charAt(i - 1)) && Character.isUpperCase(core.charAt(i))) {
                changes++;
            }
        }
        return changes > 1;
    }
}
