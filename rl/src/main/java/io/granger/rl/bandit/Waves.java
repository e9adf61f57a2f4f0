package io.granger.rl.bandit;

import io.granger.rl.OnlineStandardizer;
import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import java.util.Arrays;

/**
 * Random waves over the state features of one key, counted in units that are fixed once and for all: only then are sums over them the
 * same for everybody. Members that fixed others agree on the least of them. Immutable, safe from any thread.
 */
final class Waves implements Comparable<Waves> {

    /** Rows a key must have seen before it is known what its features' units are. */
    private static final int ROWS = 50;

    private static final double BANDWIDTH = 0.5;
    /** Seed of the waves: part of the configuration, like every other number here. */
    private static final long SEED = 7;

    private final RandomFourierMap map;
    private final double[] centre;
    private final double[] factor;

    private Waves(int waves, double[] centre, double[] factor) {
        double[] believed = new double[centre.length];
        Arrays.fill(believed, 1);
        this.map = new RandomFourierMap(waves, BANDWIDTH, believed, SEED);
        this.centre = centre;
        this.factor = factor;
    }

    /** Whether enough was seen of the first {@code stateWidth} features, and one of them varies. */
    static boolean canBeFixed(OnlineStandardizer seen, int stateWidth) {
        return seen.count() >= ROWS && varying(seen, stateWidth) > 0;
    }

    /** Waves in the units that the first {@code stateWidth} features have now; features that never varied make none. */
    static Waves inUnitsOf(OnlineStandardizer seen, int stateWidth, int waves) {
        double[] centre = new double[stateWidth];
        double[] factor = new double[stateWidth];
        // the map counts on all its features to vary
        double all = StrictMath.sqrt(stateWidth / (double) varying(seen, stateWidth));
        for (int i = 0; i < stateWidth; i++) {
            centre[i] = seen.mean(i);
            factor[i] = seen.sd(i) > 0 ? all / seen.sd(i) : 0;
        }
        return new Waves(waves, centre, factor);
    }

    private static int varying(OnlineStandardizer seen, int stateWidth) {
        int varying = 0;
        for (int i = 0; i < stateWidth; i++) {
            varying += seen.sd(i) > 0 ? 1 : 0;
        }
        return varying;
    }

    /** How many there are. */
    int count() {
        return map.waves();
    }

    /**
     * Writes the waves at a state to {@code into[from ..]}.
     *
     * @param most standard deviations that a feature counts for
     * @param scratch as long as the state, spoilt
     */
    void write(float[] state, double most, double[] scratch, double[] into, int from) {
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = Math.max(-most, Math.min(most, (state[i] - centre[i]) * factor[i]));
        }
        map.wavesOf(scratch, into, from);
    }

    /** An order that all members agree on; 0 only for waves that are the same everywhere. */
    @Override
    public int compareTo(Waves other) {
        int byCentre = Arrays.compare(centre, other.centre);
        return byCentre != 0 ? byCentre : Arrays.compare(factor, other.factor);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Waves that && compareTo(that) == 0 && count() == that.count();
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(centre) + Arrays.hashCode(factor);
    }

    void save(SnapshotWriter to) {
        to.putDoubles(centre).putDoubles(factor);
    }

    static Waves restore(SnapshotReader from, int stateWidth, int waves) {
        double[] centre = from.getDoubles("centres of waves", stateWidth);
        return new Waves(waves, centre, from.getDoubles("factors of waves", stateWidth));
    }
}
