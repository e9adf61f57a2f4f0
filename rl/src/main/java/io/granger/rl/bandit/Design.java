package io.granger.rl.bandit;

import io.granger.rl.OnlineStandardizer;
import org.jspecify.annotations.Nullable;

/**
 * What regressions see of a row: 1, the clipped scores of the state's and of the arm's features, and waves over the state after them.
 * Not thread-safe.
 */
final class Design {

    /**
     * A feature counts for at most this many standard deviations: what is rarely there stands ten of them away when it is, and would
     * make the row's spread so wide that the choice were left to chance.
     */
    private static final double MOST_SPREADS = 2;

    private final LinearArmsSettings settings;
    private final OnlineStandardizer standardizer;
    private final int stateWidth;
    private final double[] x;
    private final double[] z;
    private final double[][] waved;
    private final double[] scratch;
    private @Nullable Waves waves;

    Design(LinearArmsSettings settings, OnlineStandardizer standardizer, int stateWidth) {
        this.settings = settings;
        this.standardizer = standardizer;
        this.stateWidth = stateWidth;
        this.x = new double[1 + standardizer.dimension()];
        this.z = new double[x.length + settings.beliefs().waves()];
        this.waved = new double[settings.beliefs().waved().size()][];
        for (int i = 0; i < waved.length; i++) {
            waved[i] = waved.length == 1
                    ? z
                    : new double[x.length + settings.beliefs().waved().get(i).waves()];
        }
        this.scratch = new double[stateWidth];
        x[0] = 1;
    }

    /** The row without waves, the same array always. */
    double[] x() {
        return x;
    }

    /** The row with all waves, the same array always; they are 0 until their units are fixed. */
    double[] z() {
        return z;
    }

    /** The row with the waves of one belief in waves, the same array always. */
    double[] waved(int belief) {
        return waved[belief];
    }

    /** The waves, once their units are fixed. */
    @Nullable
    Waves waves() {
        return waves;
    }

    /** Counts waves from here on in these units. */
    void wave(@Nullable Waves newWaves) {
        waves = newWaves;
    }

    /** Whether there should be waves, there are none yet, and enough was seen to fix their units. */
    boolean canWave() {
        return waves == null && z.length > x.length && Waves.canBeFixed(settings, standardizer, stateWidth);
    }

    /** Waves in the units that features have now. */
    Waves wavesNow() {
        return Waves.inUnitsOf(settings, standardizer, stateWidth);
    }

    void place(float[] state, Arm arm) {
        place(state);
        place(arm);
    }

    /** Places the state; to be followed by {@link #place(Arm)}, for each arm that is looked at in it. */
    void place(float[] state) {
        place(state, 0);
        if (waves != null) {
            waves.write(state, MOST_SPREADS, scratch, z, x.length);
            int from = x.length;
            for (double[] of : waved) {
                if (of != z) {
                    System.arraycopy(z, from, of, x.length, of.length - x.length);
                    from += of.length - x.length;
                }
            }
        }
    }

    void place(Arm arm) {
        place(arm.features(), stateWidth);
        System.arraycopy(x, 0, z, 0, x.length);
        for (double[] of : waved) {
            System.arraycopy(x, 0, of, 0, x.length);
        }
    }

    private void place(float[] features, int from) {
        standardizer.standardize(features, from, x, 1 + from);
        for (int i = 1 + from; i < 1 + from + features.length; i++) {
            x[i] = Math.max(-MOST_SPREADS, Math.min(MOST_SPREADS, x[i]));
        }
    }
}
