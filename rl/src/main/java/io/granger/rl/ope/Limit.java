package io.granger.rl.ope;

/**
 * The parameter {@code L} of an estimator, which keeps the text it was given as for the estimator's name.
 *
 * @param text how it was written, such as {@code 0.50}
 * @param value the number, above 0
 */
public record Limit(String text, double value) {

    /** Refuses what is not a number above 0. */
    public Limit {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("limit must be a number above 0, is " + text);
        }
    }

    /** The limit a person wrote. */
    public static Limit parse(String text) {
        try {
            return new Limit(text.strip(), Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("limit must be a number above 0, is " + text, e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
