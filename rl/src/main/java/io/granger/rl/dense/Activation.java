package io.granger.rl.dense;

import java.util.Locale;

/** What a hidden unit does with the sum of its inputs. */
public enum Activation {
    /** {@code max(0, x)}. */
    RELU,
    /** Hyperbolic tangent. */
    TANH;

    /** The word used in manifests. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    void apply(float[] x, int length) {
        if (this == RELU) {
            for (int i = 0; i < length; i++) {
                x[i] = Math.max(0, x[i]);
            }
        } else {
            for (int i = 0; i < length; i++) {
                x[i] = (float) StrictMath.tanh(x[i]);
            }
        }
    }
}
