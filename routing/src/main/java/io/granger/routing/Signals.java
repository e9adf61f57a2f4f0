package io.granger.routing;

import io.granger.rl.Entropy;
import io.granger.rl.FeatureDrift;
import io.granger.rl.RecentMean;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What recent decisions and rows tell about the policy that decides: how undecided it is, how often the heuristic had to step in, how
 * far tasks and spokes are from those it learnt from, and how far the reward of late is from that of before.
 *
 * <p>Everything is NaN until there is something to tell. Not thread-safe.
 */
public final class Signals {
    /** Decisions over which undecidedness and fallbacks are told. */
    public static final int DECISIONS = 1_000;

    /** Tasks over which the reward of late is told. */
    public static final int RECENT_TASKS = 200;

    /** Tasks over which the reward of before is told. */
    public static final int FORMER_TASKS = 5_000;

    /** Rows of a key over which its features of late are told. */
    public static final int RECENT_ROWS = 500;

    /** Rows that both sides need before a drift of features is told: fewer differ by chance. */
    public static final int ROWS_LEAST = 200;

    /** Keys whose features are followed; the one that was not used for longest goes. */
    static final int KEYS_MAX = 128;

    private final Map<Level, RecentMean> entropy = new EnumMap<>(Level.class);
    private final Map<RoutingMode, Rewards> rewards = new EnumMap<>(RoutingMode.class);
    private final RecentMean fallbacks = new RecentMean(DECISIONS);
    private final Map<Key, Followed> keys = new LinkedHashMap<>(16, .75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Followed> eldest) {
            return size() > KEYS_MAX;
        }
    };

    private record Rewards(RecentMean late, RecentMean before) {}

    private record Key(Level level, String of) {}

    private record Followed(FeatureDrift late, LearnedRouter policy) {
        /** How far features of late are from those the policy learnt from; empty until both sides have seen enough. */
        OptionalDouble drift(Key key) {
            if (late.count() < ROWS_LEAST) {
                return OptionalDouble.empty();
            }
            return policy.learntFrom(key.level(), key.of())
                    .filter(known -> known.dimension() == late.dimension() && known.count() >= ROWS_LEAST)
                    .map(known -> OptionalDouble.of(late.from(known)))
                    .orElse(OptionalDouble.empty());
        }
    }

    /** A decision was made. */
    public void decided(Decision decision) {
        boolean isFallback = decision.fallback().isPresent();
        if (isFallback || decision.shadow().isPresent() || !decision.byHeuristic()) {
            fallbacks.add(isFallback ? 1 : 0);
        }
        boolean isAPolicys = decision.shadow().isPresent() || !decision.byHeuristic();
        if (!isFallback && isAPolicys && eligible(decision) > 1) {
            undecided(decision);
        }
    }

    private static int eligible(Decision decision) {
        int eligible = 0;
        for (CandidateEntry candidate : decision.candidates()) {
            eligible += candidate.eligible() ? 1 : 0;
        }
        return eligible;
    }

    /** Masked candidates are no choice: they are left out before entropy is told as a share of what it could be. */
    private void undecided(Decision decision) {
        double[] all = decision.shadow()
                .map(Shadow::probabilities)
                .orElseGet(() -> decision.candidates().stream()
                        .mapToDouble(CandidateEntry::probability)
                        .toArray());
        double[] eligible = new double[all.length];
        int n = 0;
        for (int i = 0; i < all.length; i++) {
            if (decision.candidates().get(i).eligible()) {
                eligible[n++] = all[i];
            }
        }
        entropy.computeIfAbsent(decision.level(), level -> new RecentMean(DECISIONS))
                .add(Entropy.normalized(java.util.Arrays.copyOf(eligible, n)));
    }

    /**
     * A decision was closed.
     *
     * @param policy the one that decides for its pipeline
     */
    public void closed(ExperienceRow row, LearnedRouter policy) {
        var decision = row.decision();
        if (decision.level() != Level.STEP && row.terminated()) {
            var of = rewards.computeIfAbsent(
                    decision.mode(), mode -> new Rewards(new RecentMean(RECENT_TASKS), new RecentMean(FORMER_TASKS)));
            of.late().add(row.reward());
            of.before().add(row.reward());
        }
        follow(decision, policy);
    }

    private void follow(Decision decision, LearnedRouter policy) {
        int width = decision.level() == Level.STEP ? decision.stepWidth() : decision.state().length;
        float[] chosen = decision.chosenEntry().features();
        var key = new Key(decision.level(), decision.key());
        var known = keys.get(key);
        var late = known != null && known.late().dimension() == width + chosen.length
                ? known.late()
                : new FeatureDrift(width + chosen.length, RECENT_ROWS);
        late.observe(decision.state(), width, chosen);
        if (known == null || known.late() != late || known.policy() != policy) {
            keys.put(key, new Followed(late, policy));
        }
    }

    /** Mean entropy of the policy's recent choices at a level, as a share of the most it could be, in [0, 1]. */
    public double entropy(Level level) {
        var mean = entropy.get(level);
        return mean == null ? Double.NaN : mean.value();
    }

    /** Share of the recent decisions asked of a policy that the heuristic made in its place. */
    public double fallbackShare() {
        return fallbacks.value();
    }

    /** The furthest any key of a level is from what its policy learnt from, see {@link FeatureDrift}. */
    public double featureDrift(Level level) {
        return keys.entrySet().stream()
                .filter(of -> of.getKey().level() == level)
                .flatMapToDouble(of -> of.getValue().drift(of.getKey()).stream())
                .max()
                .orElse(Double.NaN);
    }

    /** Mean reward of the last {@value #RECENT_TASKS} tasks or so that ended under a mode. */
    public double reward(RoutingMode mode) {
        var of = rewards.get(mode);
        return of == null ? Double.NaN : of.late().value();
    }

    /**
     * Mean reward of the last {@value #RECENT_TASKS} tasks or so under a mode, less that of the last {@value #FORMER_TASKS}; 0 until
     * more than the recent ones were seen.
     */
    public double rewardDrift(RoutingMode mode) {
        var of = rewards.get(mode);
        return of == null ? Double.NaN : of.late().value() - of.before().value();
    }
}
