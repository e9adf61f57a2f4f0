package io.granger.routing;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import io.granger.task.Preset;
import io.granger.task.StepOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Scores steps from what the hub saw: {@code 2 * sum(w_i * s * part_i) - 1}, where {@code s} is 1 on success and 0 on
 * failure, so that a failure is -1 exactly.
 *
 * <p>Parts: success; {@code latency = max(0, 1 - ms / (2 * expected))}; quality; {@code cost = 1 - min(1, cost /
 * reference)}. A part missing on a success takes the running mean of its key, .5 before any: silence must not pay. A
 * spoke's own word about its quality has a trust of .2; the rest is the running mean. Means start at .5 and are kept per
 * key, a capability for steps, a pipeline for tasks. Not safe for use from several threads.
 */
public final class RewardModel {
    /** How much a spoke's own word about its quality counts. */
    public static final double OWN_QUALITY_TRUST = 0.2;

    private static final double BEFORE_ANY = 0.5;
    private static final int KIND = 3;
    private static final int VERSION = 1;
    private static final int MAX_KEYS = 1_000_000;

    private final Map<String, Means> means = new TreeMap<>();

    /** Sums behind the running means of one key. */
    private static final class Means {
        final double[] weight;
        final double[] sum;

        Means(double[] weight, double[] sum) {
            this.weight = weight;
            this.sum = sum;
        }

        Means() {
            this(new double[RewardParts.COUNT], new double[RewardParts.COUNT]);
        }

        double of(int part) {
            return weight[part] == 0 ? BEFORE_ANY : sum[part] / weight[part];
        }

        void add(int part, double value, double trust) {
            weight[part] += trust;
            sum[part] += trust * value;
        }
    }

    /**
     * The reward of one step, and the running means of its key moved by it.
     *
     * @param key the capability
     * @param expectedMs how long such a step should take, above 0
     * @param referenceCost what such a step costs at most; empty when nobody names a cost
     */
    public Reward rewardOf(
            String key, StepOutcome outcome, double expectedMs, OptionalDouble referenceCost, Preset preset) {
        return switch (outcome) {
            case StepOutcome.Failure failure -> failed(failure.ms(), expectedMs);
            case StepOutcome.Success success -> succeeded(key, success, expectedMs, referenceCost, preset);
        };
    }

    /** The reward of anything that failed: -1 under every preset. */
    public static Reward failed(long ms, double expectedMs) {
        RewardParts parts = new RewardParts(
                OptionalDouble.of(0),
                OptionalDouble.of(latencyPart(ms, expectedMs)),
                OptionalDouble.empty(),
                OptionalDouble.empty());
        return new Reward(parts, -1, new double[RewardParts.COUNT]);
    }

    private Reward succeeded(
            String key, StepOutcome.Success outcome, double expectedMs, OptionalDouble referenceCost, Preset preset) {
        RewardParts parts = new RewardParts(
                OptionalDouble.of(1),
                OptionalDouble.of(latencyPart(outcome.ms(), expectedMs)),
                outcome.quality(),
                costPart(outcome.cost(), referenceCost));
        double[] targets = filled(parts, neutral(key), OWN_QUALITY_TRUST);
        observe(key, parts, OWN_QUALITY_TRUST);
        return new Reward(parts, score(preset.weights(), targets), targets);
    }

    /** Moves the running means by what was seen of a success; quality moves them by {@code qualityTrust}. */
    public void observe(String key, RewardParts parts, double qualityTrust) {
        Means of = means.computeIfAbsent(key, any -> new Means());
        for (int i = 0; i < RewardParts.COUNT; i++) {
            if (parts.part(i).isPresent()) {
                of.add(i, parts.part(i).getAsDouble(), i == RewardParts.QUALITY ? qualityTrust : 1);
            }
        }
    }

    /** Moves the running means by what was said about a success later, at the trust of who said it. */
    public void observe(String key, OutcomeRow outcome) {
        Means of = means.computeIfAbsent(key, any -> new Means());
        for (int i = RewardParts.LATENCY; i < RewardParts.COUNT; i++) {
            OptionalDouble said = i == RewardParts.QUALITY
                    ? outcome.quality()
                    : outcome.parts().part(i);
            if (said.isPresent() && outcome.trust() > 0) {
                of.add(i, said.getAsDouble(), outcome.trust());
            }
        }
    }

    /** What stands in for missing parts of this key now. */
    public double[] neutral(String key) {
        Means of = means.get(key);
        double[] neutral = new double[RewardParts.COUNT];
        for (int i = 0; i < neutral.length; i++) {
            neutral[i] = of == null ? BEFORE_ANY : of.of(i);
        }
        return neutral;
    }

    /** The part of a duration: 1 at once, .5 when as expected, 0 from twice that on. */
    public static double latencyPart(double ms, double expectedMs) {
        if (!(expectedMs > 0)) {
            throw new IllegalArgumentException("expectedMs must be above 0, is " + expectedMs);
        }
        return Math.max(0, Math.min(1, 1 - ms / (2 * expectedMs)));
    }

    /** The part of a cost: 1 when free, 0 from the reference on; missing when either is. */
    public static OptionalDouble costPart(OptionalDouble cost, OptionalDouble reference) {
        if (cost.isEmpty() || reference.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (reference.getAsDouble() <= 0) {
            return OptionalDouble.of(cost.getAsDouble() <= 0 ? 1 : 0);
        }
        double share = Math.max(0, Math.min(1, cost.getAsDouble() / reference.getAsDouble()));
        return OptionalDouble.of(1 - share);
    }

    /** Parts of a success with the missing ones filled in, quality taken at its trust. */
    static double[] filled(RewardParts parts, double[] neutral, double qualityTrust) {
        double[] filled = new double[RewardParts.COUNT];
        for (int i = 0; i < filled.length; i++) {
            double trust = i == RewardParts.QUALITY ? qualityTrust : 1;
            OptionalDouble part = parts.part(i);
            filled[i] = part.isPresent() ? trust * part.getAsDouble() + (1 - trust) * neutral[i] : neutral[i];
        }
        return filled;
    }

    /** The score: {@code 2 * sum(w_i * t_i) - 1}, in [-1, 1]. */
    public static double score(double[] weights, double[] targets) {
        double sum = 0;
        for (int i = 0; i < RewardParts.COUNT; i++) {
            sum += weights[i] * targets[i];
        }
        return Math.max(-1, Math.min(1, 2 * sum - 1));
    }

    /**
     * Targets of a row joined with what was said about it later.
     *
     * <p>For each part the sources of the highest trust count, by their mean {@code m}: {@code trust * m + (1 - trust) *
     * part}. Nothing said later turns a failure into a success. Pure: a snapshot calls it with all outcomes; the online
     * learner takes the difference between two calls, once for each new outcome.
     */
    public static double[] joined(ExperienceRow row, List<OutcomeRow> outcomes) {
        double[] parts = row.targets().clone();
        // rows from elsewhere may succeed in part: where nothing was said later, what they say stands
        if (outcomes.isEmpty() || parts.length == 0 || parts[RewardParts.SUCCESS] == 0) {
            return parts;
        }
        for (int i = 0; i < parts.length; i++) {
            parts[i] = joinedPart(i, parts[i], outcomes);
        }
        for (int i = 1; i < parts.length; i++) {
            parts[i] *= parts[RewardParts.SUCCESS];
        }
        return parts;
    }

    private static double joinedPart(int part, double before, List<OutcomeRow> outcomes) {
        double trust = -1;
        double sum = 0;
        int count = 0;
        for (OutcomeRow outcome : outcomes) {
            OptionalDouble said = part == RewardParts.QUALITY
                    ? outcome.quality()
                    : outcome.parts().part(part);
            if (said.isEmpty() || outcome.trust() < trust) {
                continue;
            }
            if (outcome.trust() > trust) {
                trust = outcome.trust();
                sum = 0;
                count = 0;
            }
            sum += said.getAsDouble();
            count++;
        }
        return count == 0 ? before : trust * (sum / count) + (1 - trust) * before;
    }

    /** Takes the running means of another in the place of its own; the other is spent. */
    public void become(RewardModel other) {
        means.clear();
        means.putAll(other.means);
    }

    /** All running means, to be kept over a restart, in the layout of {@link SnapshotWriter}. */
    public byte[] save() {
        SnapshotWriter to = new SnapshotWriter(KIND, VERSION);
        to.putInt(means.size());
        means.forEach((key, of) -> to.putString(key).putDoubles(of.weight).putDoubles(of.sum));
        return to.finish();
    }

    /** The model that was saved; throws {@link io.granger.rl.SnapshotRejected} for anything else. */
    public static RewardModel restore(byte[] saved) {
        SnapshotReader from = new SnapshotReader(saved, KIND, VERSION);
        RewardModel model = new RewardModel();
        for (int left = from.getInt("number of keys", 0, MAX_KEYS); left > 0; left--) {
            String key = from.getString();
            double[] weight = from.getDoubles("weights", RewardParts.COUNT);
            model.means.put(key, new Means(weight, from.getDoubles("sums", RewardParts.COUNT)));
        }
        from.finish();
        return model;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("running means");
        means.keySet().forEach(key -> text.append(' ').append(key).append(Arrays.toString(neutral(key))));
        return text.toString();
    }
}
