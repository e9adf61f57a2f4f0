package io.granger.examples.document;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How good the text taken from a document is, in four parts of which each is in [0, 1]:
 *
 * <ul>
 *   <li><b>coverage</b>: characters other than spaces, against what the document's own drawing commands or markup show
 *       ({@link DocumentProfile}); four fifths of it are enough for 1, because headers, ligatures and form fields are counted
 *       differently;
 *   <li><b>shape</b>: share of words that look like words ({@link WordShape});
 *   <li><b>clean</b>: 1 without replacement, private-use, control and unassigned characters, 0 from a tenth of them on;
 *   <li><b>title</b>: share of the words of the document's own title that occur in the text.
 * </ul>
 *
 * Coverage weighs .4, shape .35, clean .15, title .1; a part that cannot be told is left out and the others weigh more. Text that is
 * empty is 0, or .5 where the document shows nothing. An extractor's own opinion has no part in it.
 */
record TextRating(OptionalDouble coverage, double shape, double clean, OptionalDouble title, double value) {

    private static final double ENOUGH = .8;
    private static final double UNCLEAN = .1;
    /** A page of a scanned document: more characters than these are no better. */
    private static final double PICTURE_CHARACTERS = 200;

    static TextRating of(String text, DocumentProfile document) {
        long shown = text.codePoints().filter(c -> !Character.isWhitespace(c)).count();
        if (shown == 0) {
            boolean nothingThere = document.characters().orElse(1) == 0 && !document.hasPictures();
            return new TextRating(OptionalDouble.of(0), 0, 1, OptionalDouble.empty(), nothingThere ? .5 : 0);
        }
        OptionalDouble coverage = coverage(shown, document);
        double shape = WordShape.of(text);
        double clean = clean(text, shown);
        OptionalDouble title = title(text, document);
        double sum = .35 * shape + .15 * clean;
        double weight = .5;
        if (coverage.isPresent()) {
            sum += .4 * coverage.getAsDouble();
            weight += .4;
        }
        if (title.isPresent()) {
            sum += .1 * title.getAsDouble();
            weight += .1;
        }
        return new TextRating(coverage, shape, clean, title, sum / weight);
    }

    private static OptionalDouble coverage(long shown, DocumentProfile document) {
        if (document.characters().isEmpty()) {
            return OptionalDouble.empty();
        }
        double expected = document.characters().getAsDouble();
        if (expected < 1) {
            return document.hasPictures()
                    ? OptionalDouble.of(Math.min(1, shown / PICTURE_CHARACTERS))
                    : OptionalDouble.empty();
        }
        // What was cut at the bound is not held against the text.
        double reachable = Math.min(expected, BoundedText.MAX_CHARACTERS);
        return OptionalDouble.of(Math.min(1, shown / (ENOUGH * reachable)));
    }

    private static double clean(String text, long shown) {
        long bad = text.codePoints().filter(TextRating::isBad).count();
        return Math.max(0, 1 - bad / (UNCLEAN * shown));
    }

    private static boolean isBad(int c) {
        return c == 0xfffd
                || switch (Character.getType(c)) {
                    case Character.PRIVATE_USE, Character.UNASSIGNED, Character.SURROGATE -> true;
                    case Character.CONTROL -> !Character.isWhitespace(c);
                    default -> false;
                };
    }

    private static OptionalDouble title(String text, DocumentProfile document) {
        List<String> words = document.title().map(Words::words).orElse(List.of());
        if (words.isEmpty()) {
            return OptionalDouble.empty();
        }
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        return OptionalDouble.of((double) words.stream().filter(lower::contains).count() / words.size());
    }
}
