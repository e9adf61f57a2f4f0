package io.granger.rl;

import java.util.Locale;

/**
 * Text as a fixed number of features: each word adds +1 or -1 to the place its hash names, and the whole is brought to length 1.
 *
 * <p>Weinberger, Dasgupta, Langford, Smola and Attenberg (ICML 2009), "Feature hashing": the signs make collisions cancel on average.
 * Standardise by {@link OnlineStandardizer}, which clips scores at {@value OnlineStandardizer#CLIP}. Immutable; safe from any thread.
 */
public final class HashedText {

    /** How many features, unless told otherwise. */
    public static final int BUCKETS = 64;

    private static final int MAX_BUCKETS = 1 << 20;

    private final int buckets;

    /** Text as {@value #BUCKETS} features. */
    public HashedText() {
        this(BUCKETS);
    }

    /** Text as this many features. */
    public HashedText(int buckets) {
        if (buckets < 1 || buckets > MAX_BUCKETS) {
            throw new IllegalArgumentException("buckets must be in [1, " + MAX_BUCKETS + "], are " + buckets);
        }
        this.buckets = buckets;
    }

    /** How many features there are. */
    public int buckets() {
        return buckets;
    }

    /** The features of a text; words are runs of letters and digits, whatever their case. All 0 when there is no word. */
    public float[] of(String text) {
        float[] features = new float[buckets];
        int start = -1;
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i <= lower.length(); i++) {
            boolean inWord = i < lower.length() && Character.isLetterOrDigit(lower.charAt(i));
            if (inWord && start < 0) {
                start = i;
            } else if (!inWord && start >= 0) {
                FeatureHash.addSigned(features, 0, buckets, FeatureHash.of(lower.substring(start, i)), 1);
                start = -1;
            }
        }
        normalise(features);
        return features;
    }

    private static void normalise(float[] features) {
        double squares = 0;
        for (float feature : features) {
            squares += (double) feature * feature;
        }
        if (squares > 0) {
            float scale = (float) (1 / Math.sqrt(squares));
            for (int i = 0; i < features.length; i++) {
                features[i] *= scale;
            }
        }
    }
}
