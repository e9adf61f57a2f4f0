package io.granger.rl;

/**
 * A 64-bit hash of text for feature hashing: FNV-1a over UTF-16 units, then the finalizer of SplitMix64.
 *
 * <p>The same on every machine and for ever: learned weights depend on it.
 */
public final class FeatureHash {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private FeatureHash() {}

    /** The hash of a text. */
    public static long of(String text) {
        return of(OFFSET, text);
    }

    /** The hash of {@code prefix + text} without building that string, given {@code seed = raw(prefix)}. */
    public static long of(long seed, CharSequence text) {
        return mixed(raw(seed, text));
    }

    /** State after a prefix, to be continued by {@link #of(long, CharSequence)}. */
    public static long raw(CharSequence prefix) {
        return raw(OFFSET, prefix);
    }

    private static long raw(long seed, CharSequence text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }

    private static long mixed(long hash) {
        long z = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Adds {@code +amount} or {@code -amount} to one of {@code buckets} values from {@code offset} on. */
    public static void addSigned(float[] into, int offset, int buckets, long hash, float amount) {
        int bucket = (int) Long.remainderUnsigned(hash, buckets);
        // the sign comes from a bit the bucket does not use
        into[offset + bucket] += hash < 0 ? -amount : amount;
    }
}
