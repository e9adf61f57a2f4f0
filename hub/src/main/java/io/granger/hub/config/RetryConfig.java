package io.granger.hub.config;

/**
 * Section {@code retry}: another try at the same spoke. Takes effect at start.
 *
 * @param maxAttempts most tries of one step, the first included, 1 to 20
 * @param backoffMs bound of the first pause; it doubles with every try, the pause itself is drawn below it; 0 ms to one
 *     hour
 * @param backoffMaxMs largest bound of a pause, from {@code backoffMs} to one hour
 * @param budgetShare retries allowed as a share of first tries, 0 to 1
 */
public record RetryConfig(int maxAttempts, long backoffMs, long backoffMaxMs, double budgetShare) {
    /** 4 tries, pauses below .1 s up to 5 s, one retry for ten first tries. */
    public static final RetryConfig DEFAULT = new RetryConfig(4, 100, 5000, .1);

    private static final long HOUR_MS = 3_600_000;

    public RetryConfig {
        BadSetting.requireWithin("maxAttempts", maxAttempts, 1, 20);
        BadSetting.requireWithin("backoffMs", backoffMs, 0, HOUR_MS);
        BadSetting.requireWithin("backoffMaxMs", backoffMaxMs, backoffMs, HOUR_MS);
        BadSetting.requireWithin("budgetShare", budgetShare, 0, 1);
    }

    static RetryConfig read(Section section) {
        return new RetryConfig(
                section.number("maxAttempts", DEFAULT.maxAttempts),
                section.number("backoffMs", DEFAULT.backoffMs),
                section.number("backoffMaxMs", DEFAULT.backoffMaxMs),
                section.number("budgetShare", DEFAULT.budgetShare));
    }
}
