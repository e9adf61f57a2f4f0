package io.granger.routing.simulation.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Learns while it works, from what its own slices showed and nothing else.
 *
 * <p>Begins with equal slices and whole runs in turn, and learns anew each time it has a fifth more episodes. A policy that looks
 * explores by planning over rows drawn anew at each task (Osband and Van Roy 2015, "Bootstrapped Thompson sampling"), and begins
 * again at one task of as many as there were; one schedule for all has no such doubt, so it gives way to the beginning at a share
 * that falls with the cube root of their number. For one thread.
 */
final class OnlineSlicePolicy implements BudgetPolicy {
    private static final int FIRST_LEARNING = 10;
    private static final double GROWTH = 1.2;
    /** Looking is taken for granted while it costs less than this share of the budget. */
    private static final double CHEAP_LOOK = 0.02;
    /** One task of so many looks where looking seems not worth it, to find out when it is. */
    private static final double LOOK_ANYWAY = 0.1;

    private final PolicyKind kind;
    private final double budgetMs;
    private final SliceLearner learner;
    private final BudgetPolicy beginning;
    private final SplittableRandom random;
    private final List<Episode> episodes = new ArrayList<>();
    private int learnAt;
    private boolean lookIsCheap = true;
    private @Nullable SlicePolicy learnt;

    OnlineSlicePolicy(PolicyKind kind, int arms, double budgetMs, SplittableRandom random) {
        this.kind = kind;
        this.budgetMs = budgetMs;
        this.learner = new SliceLearner(arms, budgetMs);
        this.beginning = FixedPolicies.exploring(arms, budgetMs);
        this.random = random;
        this.learnAt = Math.max(FIRST_LEARNING, 2 * arms);
    }

    @Override
    public BudgetAgent begin() {
        SlicePolicy policy = learnt;
        if (policy != null && random.nextDouble() >= shareOfBeginnings(policy)) {
            return policy.beginExploring(random);
        }
        boolean looks = lookIsCheap || random.nextDouble() < LOOK_ANYWAY;
        return looks && kind != PolicyKind.STATIC ? new LookFirst(beginning.begin()) : beginning.begin();
    }

    private double shareOfBeginnings(SlicePolicy policy) {
        int seen = episodes.size();
        return policy.opening().look() ? 1.0 / seen : 1 / StrictMath.cbrt(seen);
    }

    @Override
    public void learn(Episode episode) {
        episodes.add(episode);
        if (episodes.size() >= learnAt) {
            lookIsCheap = episodes.stream()
                            .filter(Episode::looked)
                            .mapToDouble(Episode::featureMs)
                            .average()
                            .orElse(0)
                    <= CHEAP_LOOK * budgetMs;
            learnt = lookIsCheap
                    ? learner.looking(kind, episodes, random.split())
                    : learner.learnt(kind, episodes, random.split());
            learnAt = (int) Math.ceil(GROWTH * episodes.size());
        }
    }

    /** Pays for the features before it does what another would, so that there is something to learn from. */
    private static final class LookFirst implements BudgetAgent {
        private final BudgetAgent then;
        private boolean looked;

        LookFirst(BudgetAgent then) {
            this.then = then;
        }

        @Override
        public Move next(double elapsedMs) {
            return looked ? then.next(elapsedMs) : new Move.Look();
        }

        @Override
        public void see(double[] features) {
            looked = true;
        }
    }
}
