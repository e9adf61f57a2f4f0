package io.granger.routing.simulation.budget;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Runs policies over a recorded table with a budget. Everything random comes from the seed. Immutable, safe from any thread.
 *
 * @param table the tasks
 * @param byFold whether a policy is trained on the tasks of the other folds, of which everything is known; otherwise it passes over
 *     the tasks once and learns from what its own slices show
 */
public record BudgetSimulation(BudgetTable table, boolean byFold) {

    /** The score of a policy. */
    public BudgetScore score(PolicyKind kind, long seed) {
        return BudgetScore.of(table, episodes(kind, seed));
    }

    /** What a policy did at each task of the table. */
    public List<Episode> episodes(PolicyKind kind, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return byFold && kind.learns() ? overFolds(kind, random) : onePass(kind, random);
    }

    private List<Episode> overFolds(PolicyKind kind, SplittableRandom random) {
        Episode[] episodes = new Episode[table.tasks().size()];
        TreeSet<Integer> folds = new TreeSet<>();
        table.tasks().forEach(task -> folds.add(task.fold()));
        for (int fold : folds) {
            BudgetPolicy policy = trainedWithout(fold, kind, random.split());
            for (int i = 0; i < episodes.length; i++) {
                BudgetTask task = table.tasks().get(i);
                if (task.fold() == fold) {
                    episodes[i] = Episode.played(policy.begin(), task, table.budgetMs());
                }
            }
        }
        return Arrays.asList(episodes);
    }

    private BudgetPolicy trainedWithout(int fold, PolicyKind kind, SplittableRandom random) {
        List<Episode> others = table.tasks().stream()
                .filter(task -> task.fold() != fold)
                .map(task -> Episode.ofRecorded(task, table.budgetMs()))
                .toList();
        if (others.isEmpty()) {
            // A table of one fold teaches nothing.
            return FixedPolicies.equalSlices(table.armCount(), table.budgetMs());
        }
        return new SliceLearner(table.armCount(), table.budgetMs()).learnt(kind, others, random);
    }

    private List<Episode> onePass(PolicyKind kind, SplittableRandom random) {
        List<Episode> episodes = new ArrayList<>();
        BudgetPolicy policy = ofPass(kind, random);
        for (BudgetTask task : table.tasks()) {
            BudgetPolicy acting = kind == PolicyKind.ORACLE ? FixedPolicies.always(quickest(task)) : policy;
            Episode episode = Episode.played(acting.begin(), task, table.budgetMs());
            acting.learn(episode);
            episodes.add(episode);
        }
        return episodes;
    }

    private BudgetPolicy ofPass(PolicyKind kind, SplittableRandom random) {
        int arms = table.armCount();
        return switch (kind) {
            case RANDOM -> FixedPolicies.random(arms, random);
            case HEURISTIC -> FixedPolicies.equalSlices(arms, table.budgetMs());
            case STATIC, FOREST, AUTO -> new OnlineSlicePolicy(kind, arms, table.budgetMs(), random);
            case BEST_FIXED, ORACLE ->
                FixedPolicies.always(References.of(table).best().arm());
        };
    }

    private static int quickest(BudgetTask task) {
        return IntStream.range(0, task.finishMs().length)
                .boxed()
                .min((a, b) -> Double.compare(task.finishMs()[a], task.finishMs()[b]))
                .orElseThrow();
    }
}
