package io.granger.rl.bandit;

import io.granger.rl.OnlineStandardizer;
import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.SnapshotWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt of the arms of one key since the last exchange, as sums; features count from a centre in units of a scale that
 * travel with them. Not thread-safe.
 */
final class KeySums {

    private static final int MOST_ARMS = 1 << 16;

    /** Rows of one arm. */
    record OfArm(String kin, RowSums rows) {}

    private final int stateWidth;
    private final int targets;
    private final double[] centre;
    private final double[] scale;
    private final OnlineStandardizer seen;
    private final Map<String, OfArm> arms = new TreeMap<>();
    private final double[] losses;
    private double advantage;
    private @Nullable Waves waves;
    private double[] x;

    private KeySums(
            int stateWidth, int targets, double[] centre, double[] scale, OnlineStandardizer seen, int beliefs) {
        this.stateWidth = stateWidth;
        this.targets = targets;
        this.centre = centre;
        this.scale = scale;
        this.seen = seen;
        this.x = new double[1 + centre.length];
        this.losses = new double[beliefs];
    }

    /** Nothing learnt, in units of this standardisation as it is now. */
    static KeySums inUnitsOf(
            OnlineStandardizer standardizer, int stateWidth, int targets, int beliefs, @Nullable Waves waves) {
        int features = standardizer.dimension();
        double[] centre = new double[features];
        double[] scale = new double[features];
        for (int i = 0; i < features; i++) {
            centre[i] = standardizer.mean(i);
            scale[i] = standardizer.sd(i) > 0 ? standardizer.sd(i) : 1;
        }
        KeySums sums = new KeySums(stateWidth, targets, centre, scale, new OnlineStandardizer(features), beliefs);
        sums.count(waves);
        return sums;
    }

    /** From here on rows have these waves; what was learnt before had none. */
    void count(@Nullable Waves newWaves) {
        waves = newWaves;
        x = new double[1 + centre.length + (newWaves == null ? 0 : newWaves.count())];
        arms.replaceAll((id, of) -> new OfArm(of.kin(), of.rows().resized(1 + centre.length, x.length)));
    }

    /** The waves its rows have. */
    @Nullable
    Waves waves() {
        return waves;
    }

    int stateWidth() {
        return stateWidth;
    }

    /** How many features a row has. */
    int features() {
        return centre.length;
    }

    /** Raw features as whoever saw them observed them. */
    OnlineStandardizer seen() {
        return seen;
    }

    Map<String, OfArm> arms() {
        return arms;
    }

    /** How many rows there are. */
    long rows() {
        double rows = 0;
        for (OfArm of : arms.values()) {
            rows += of.rows().rows();
        }
        return Math.round(rows);
    }

    /** What each belief lost by its rows, as whoever saw them found it. */
    double[] losses() {
        return losses;
    }

    /** What being bolder would have earned in its choices. */
    double advantage() {
        return advantage;
    }

    /** Adds what being bolder would have earned in a choice. */
    void judge(double ofChoice) {
        advantage += ofChoice;
    }

    /** Adds a row whose design vector was made by {@code standardizer}. */
    void learn(
            Arm arm,
            double[] design,
            OnlineStandardizer standardizer,
            double[] rowTargets,
            double[] errors,
            double[] rowLosses) {
        for (int i = 0; i < losses.length; i++) {
            losses[i] += rowLosses[i];
        }
        inOwnUnits(design, standardizer);
        of(arm).add(x, rowTargets, errors);
    }

    /** Changes a target of a row learnt before. */
    void correct(Arm arm, double[] design, OnlineStandardizer standardizer, int target, double difference) {
        inOwnUnits(design, standardizer);
        of(arm).correct(x, target, difference);
    }

    /** {@code factor_i} of the map from these units to those of {@code standardizer}; a feature that never varied there gives 0. */
    double[] factorTo(OnlineStandardizer standardizer) {
        double[] factor = new double[x.length];
        Arrays.fill(factor, 1);
        for (int i = 0; i < centre.length; i++) {
            double sd = standardizer.sd(i);
            factor[1 + i] = sd > 0 ? scale[i] / sd : 0;
        }
        return factor;
    }

    /** {@code offset_i} of the same map. */
    double[] offsetTo(OnlineStandardizer standardizer) {
        double[] offset = new double[x.length];
        for (int i = 0; i < centre.length; i++) {
            double sd = standardizer.sd(i);
            offset[1 + i] = sd > 0 ? (centre[i] - standardizer.mean(i)) / sd : 0;
        }
        return offset;
    }

    void save(SnapshotWriter to) {
        to.putInt(stateWidth).putInt(centre.length).putDoubles(centre).putDoubles(scale);
        seen.save(to);
        to.putDoubles(losses).putDouble(advantage);
        to.putInt(waves == null ? 0 : waves.count());
        if (waves != null) {
            waves.save(to);
        }
        to.putInt(arms.size());
        arms.forEach((id, of) -> of.rows().save(to.putString(id).putString(of.kin())));
    }

    /**
     * The sums that {@link #save} put there.
     *
     * @param settings by which rows have waves, or none yet
     */
    static KeySums restore(SnapshotReader from, int targets, LinearArmsSettings settings) {
        int beliefs = settings.beliefs().size();
        int mostWaves = settings.beliefs().waves();
        int stateWidth = from.getInt("state features", 0, 1 << 12);
        int features = from.getInt("features", stateWidth, 1 << 13);
        double[] centre = from.getDoubles("centre", features);
        double[] scale = from.getDoubles("scale", features);
        KeySums restored =
                new KeySums(stateWidth, targets, centre, scale, OnlineStandardizer.restore(from, features), beliefs);
        System.arraycopy(from.getDoubles("losses", beliefs), 0, restored.losses, 0, beliefs);
        restored.advantage = from.getFinite("advantage");
        int count = from.getInt("waves", 0, mostWaves);
        if (count != 0 && count != mostWaves) {
            throw new SnapshotRejected("waves must be 0 or " + mostWaves + ", are " + count);
        }
        restored.count(count == 0 ? null : Waves.restore(from, settings, stateWidth));
        for (int left = from.getInt("arms", 0, MOST_ARMS); left > 0; left--) {
            String id = from.getString();
            OfArm of = new OfArm(from.getString(), RowSums.restore(from, 1 + features + count, targets));
            if (restored.arms.put(id, of) != null) {
                throw new SnapshotRejected("arm must be there once, is there twice: " + id);
            }
        }
        return restored;
    }

    private RowSums of(Arm arm) {
        return arms.computeIfAbsent(arm.id(), id -> new OfArm(arm.kin(), new RowSums(x.length, targets)))
                .rows();
    }

    private void inOwnUnits(double[] design, OnlineStandardizer standardizer) {
        x[0] = 1;
        for (int i = 0; i < centre.length; i++) {
            x[1 + i] = ((standardizer.mean(i) - centre[i]) + standardizer.sd(i) * design[1 + i]) / scale[i];
        }
        System.arraycopy(design, 1 + centre.length, x, 1 + centre.length, x.length - 1 - centre.length);
    }
}
