package io.granger.routing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.registry.BreakerSettings;
import io.granger.registry.Capability;
import io.granger.routing.ExperienceRow;
import io.granger.routing.LearnedRouter;
import io.granger.routing.OutcomeRow;
import io.granger.routing.RewardModel;
import io.granger.routing.RewardParts;
import io.granger.task.FailureClass;
import io.granger.task.Preset;
import io.granger.task.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whom the learned router believes: spokes that lie, feedback that is wrong, spokes nobody knows yet. 20 seeds each. */
class TrustTest {
    private static final String PLAIN = "text/plain";
    private static final int SEEDS = 20;
    /** Breakers stay out of the way: the learner alone has to see it. */
    private static final BreakerSettings PATIENT = new BreakerSettings(1000, 1, 1000, 60_000);

    private static LearningLoop loop(long seed, String... spokes) {
        World world = new World(PATIENT);
        for (String spoke : spokes) {
            join(world, spoke);
        }
        return new LearningLoop(world, LearnedRouter.cold(), seed);
    }

    private static void join(World world, String spoke) {
        world.register(spoke, 4, Capability.of("extract", "*/*", PLAIN).withExpectedMs(100));
    }

    private static StepOutcome outcome(boolean succeeds, OptionalDouble quality) {
        return succeeds
                ? new StepOutcome.Success(100, quality, OptionalDouble.empty())
                : new StepOutcome.Failure(100, FailureClass.INTERNAL, "failed", true);
    }

    private static boolean went(ExperienceRow row, String spoke) {
        return row.decision().chosenEntry().id().startsWith(spoke + "@");
    }

    @Test
    void lyingSpoke_endsWithLessThanATwentiethOfTheTraffic() {
        List<Double> shares = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            LearningLoop loop = loop(seed, "honest", "liar");
            SplittableRandom luck = new SplittableRandom(seed);
            int toLiar = 0;
            for (int i = 0; i < 600; i++) {
                ExperienceRow row = loop.run(
                        PLAIN,
                        Preset.BALANCED,
                        (spoke, type) -> spoke.equals("liar")
                                ? outcome(luck.nextDouble() < 0.5, OptionalDouble.of(1))
                                : outcome(luck.nextDouble() < 0.95, OptionalDouble.of(0.6)));
                toLiar += i >= 400 && went(row, "liar") ? 1 : 0;
            }
            shares.add(toLiar / 200.0);
        }
        assertThat(mean(shares)).isLessThan(0.05);
    }

    @Test
    void feedback_aTenthIsFlipped_theBetterSpokeStillGetsMost() {
        List<Double> shares = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            LearningLoop loop = loop(seed, "good", "poor");
            SplittableRandom luck = new SplittableRandom(seed);
            int toGood = 0;
            for (int i = 0; i < 600; i++) {
                ExperienceRow row =
                        loop.run(PLAIN, Preset.QUALITY, (spoke, type) -> outcome(true, OptionalDouble.empty()));
                double quality = went(row, "good") ? 0.9 : 0.3;
                rate(loop, row, luck.nextDouble() < 0.1 ? 1 - quality : quality);
                toGood += i >= 400 && went(row, "good") ? 1 : 0;
            }
            shares.add(toGood / 200.0);
        }
        assertThat(mean(shares)).isGreaterThan(0.9);
    }

    private static void rate(LearningLoop loop, ExperienceRow row, double quality) {
        OutcomeRow said = new OutcomeRow(
                row.decision().decisionId(),
                "reader",
                "k",
                row.closedAtMs(),
                OptionalDouble.of(quality),
                RewardParts.NONE,
                1);
        loop.router.correct(row, RewardModel.joined(row, List.of()), RewardModel.joined(row, List.of(said)));
    }

    @Test
    void newcomer_whileOnProbation_getsAFifthAtMost() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            LearningLoop loop = loop(seed, "known", "other");
            SplittableRandom luck = new SplittableRandom(seed);
            LearningLoop.Spokes spokes = (spoke, type) ->
                    outcome(luck.nextDouble() < (spoke.equals("newcomer") ? 0.95 : 0.6), OptionalDouble.empty());
            for (int i = 0; i < 200; i++) {
                loop.run(PLAIN, Preset.BALANCED, spokes);
            }
            join(loop.world, "newcomer");
            int calls = 0;
            for (int i = 0; calls < 10; i++) {
                assertThat(i).as("tasks until the newcomer had ten calls").isLessThan(400);
                ExperienceRow row = loop.run(PLAIN, Preset.BALANCED, spokes);
                // a fifth of the base, and its part of the floor of .02 over three
                assertThat(probabilityOf(row, "newcomer")).isLessThanOrEqualTo(0.98 * 0.2 + 0.02 / 3 + 1e-9);
                calls += went(row, "newcomer") ? 1 : 0;
            }
        }
    }

    @Test
    void newVersion_ofAPoorSpoke_isExpectedToBeWorseThanAStranger() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            LearningLoop loop = loop(seed, "good", "poor");
            SplittableRandom luck = new SplittableRandom(seed);
            LearningLoop.Spokes spokes = (spoke, type) ->
                    outcome(luck.nextDouble() < (spoke.equals("poor") ? 0.3 : 0.95), OptionalDouble.empty());
            for (int i = 0; i < 200; i++) {
                loop.run(PLAIN, Preset.BALANCED, spokes);
            }
            loop.world.register(
                    "poor", "2.0.0", 4, Capability.of("extract", "*/*", PLAIN).withExpectedMs(100));
            join(loop.world, "stranger");
            ExperienceRow row = loop.run(PLAIN, Preset.BALANCED, spokes);
            assertThat(scoreOf(row, "poor@2")).isLessThan(scoreOf(row, "stranger@") - 0.2);
        }
    }

    private static double scoreOf(ExperienceRow row, String prefix) {
        return row.decision().candidates().stream()
                .filter(entry -> entry.id().startsWith(prefix))
                .mapToDouble(entry -> entry.score())
                .findFirst()
                .orElseThrow();
    }

    private static double probabilityOf(ExperienceRow row, String spoke) {
        return row.decision().candidates().stream()
                .filter(entry -> entry.id().startsWith(spoke + "@"))
                .mapToDouble(entry -> entry.probability())
                .sum();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
