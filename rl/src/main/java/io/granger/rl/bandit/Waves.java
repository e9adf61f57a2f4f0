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

    /** Seed of the waves: part of the configuration, like every other number here. */
    private static final long SEED = 7;

    private final RandomFourierMap[] maps;
    private final double[] centre;
    private final double[] factor;

    private Waves(LinearArmsSettings settings, double[] centre, double[] factor) {
        double[] precisions = settings.factors(centre.length);
        this.maps = settings.beliefs().waved().stream()
                .map(belief -> new RandomFourierMap(belief.waves(), belief.width(), precisions, SEED))
                .toArray(RandomFourierMap[]::new);
        this.centre = centre;
        this.factor = factor;
    }

    /** Whether enough was seen of the state's features, and one that makes waves varies. */
    static boolean canBeFixed(LinearArmsSettings settings, OnlineStandardizer seen, int stateWidth) {
        return seen.count() >= ROWS && varying(seen, settings.factors(stateWidth)) > 0;
    }

    /** Waves in the units that the state's features have now; features that never varied make none. */
    static Waves inUnitsOf(LinearArmsSettings settings, OnlineStandardizer seen, int stateWidth) {
        double[] precisions = settings.factors(stateWidth);
        double[] centre = new double[stateWidth];
        double[] factor = new double[stateWidth];
        long waving =
                Arrays.stream(precisions).filter(RandomFourierMap::isWaving).count();
        // the map counts on all its features to vary
        double all = StrictMath.sqrt(waving / (double) varying(seen, precisions));
        for (int i = 0; i < stateWidth; i++) {
            centre[i] = seen.mean(i);
            factor[i] = seen.sd(i) > 0 ? all / seen.sd(i) : 0;
        }
        return new Waves(settings, centre, factor);
    }

    private static int varying(OnlineStandardizer seen, double[] precisions) {
        int varying = 0;
        for (int i = 0; i < precisions.length; i++) {
            varying += RandomFourierMap.isWaving(precisions[i]) && seen.sd(i) > 0 ? 1 : 0;
        }
        return varying;
    }

    /** How many there are. */
    int count() {
        int count = 0;
        for (RandomFourierMap map : maps) {
            count += map.waves();
        }
        return count;
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
        int at = from;
        for (RandomFourierMap map : maps) {
            map.wavesOf(scratch, into, at);
            at += map.waves();
        }
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

    static Waves restore(SnapshotReader from, LinearArmsSettings settings, int stateWidth) {
        double[] centre = from.getDoubles("centres of waves", stateWidth);
        return new Waves(settings, centre, from.getDoubles("factors of waves", stateWidth));
    }
}
