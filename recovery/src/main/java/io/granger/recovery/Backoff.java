package io.granger.recovery;

/**
 * How long to wait before a retry: exponential with full jitter, {@code u * min(max, base * 2^(attempt - 1))}.
 *
 * <p>Brooker (2015), "Exponential backoff and jitter": full jitter spreads a crowd of retries best. Immutable.
 *
 * @param baseMs the most the first retry waits
 * @param maxMs the most any retry waits
 */
public record Backoff(long baseMs, long maxMs) {
    private static final int MAX_DOUBLINGS = 40;

    public Backoff {
        if (baseMs < 1) {
            throw new IllegalArgumentException("baseMs must be at least 1, is " + baseMs);
        }
        if (maxMs < baseMs || maxMs > 86_400_000) {
            throw new IllegalArgumentException("maxMs must be in [" + baseMs + ", 86400000], is " + maxMs);
        }
    }

    /**
     * The wait before the next try.
     *
     * @param attempts tries so far, at least 1
     * @param u a uniform number, in [0, 1)
     */
    public long delayMs(int attempts, double u) {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, are " + attempts);
        }
        if (!(u >= 0 && u < 1)) {
            throw new IllegalArgumentException("u must be in [0, 1), is " + u);
        }
        long doubled = baseMs << Math.min(attempts - 1, doublings());
        return (long) (u * Math.min(maxMs, doubled));
    }

    private int doublings() {
        // past this the shift would leave 63 bits, and the bound applies long before
        return Math.min(MAX_DOUBLINGS, Long.numberOfLeadingZeros(baseMs) - 2);
    }
}
