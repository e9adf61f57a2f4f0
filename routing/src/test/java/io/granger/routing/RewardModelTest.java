package io.granger.routing;

import static io.granger.routing.Fixtures.parts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.SnapshotRejected;
import io.granger.routing.simulation.SeededDraws;
import io.granger.task.FailureClass;
import io.granger.task.Preset;
import io.granger.task.StepOutcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RewardModelTest {
    private static final OptionalDouble NOTHING = OptionalDouble.empty();

    private final RewardModel model = new RewardModel();

    private Reward success(long ms, OptionalDouble quality, OptionalDouble cost, Preset preset) {
        return model.rewardOf(
                "extract", new StepOutcome.Success(ms, quality, cost), 100, OptionalDouble.of(10), preset);
    }

    @Test
    void rewardOf_successThatSaysNothing() {
        // success 1, latency 1 - 100/200 = .5, quality and cost .5 before any: 2 (.4 + .1 + .15 + .05) - 1
        Reward reward = success(100, NOTHING, NOTHING, Preset.BALANCED);
        assertThat(reward.reward()).isEqualTo(0.4, within(1e-12));
        assertThat(reward.targets()).containsExactly(1, 0.5, 0.5, 0.5);
        assertThat(reward.parts())
                .isEqualTo(new RewardParts(OptionalDouble.of(1), OptionalDouble.of(0.5), NOTHING, NOTHING));
    }

    @Test
    void rewardOf_ownWordOnQuality() {
        // quality .2 * 1 + .8 * .5 = .6, cost 1 - 2/10 = .8: 2 (.4 + .1 + .18 + .08) - 1
        Reward reward = success(100, OptionalDouble.of(1), OptionalDouble.of(2), Preset.BALANCED);
        assertThat(reward.reward()).isEqualTo(0.52, within(1e-12));
        assertThat(reward.parts().quality()).hasValue(1);
    }

    @Test
    void rewardOf_silenceTakesTheRunningMean() {
        success(100, OptionalDouble.of(0.9), OptionalDouble.of(2), Preset.BALANCED);
        success(100, OptionalDouble.of(0.7), OptionalDouble.of(4), Preset.BALANCED);
        double[] targets = success(0, NOTHING, NOTHING, Preset.BALANCED).targets();
        assertThat(targets).containsExactly(new double[] {1, 1, 0.8, 0.7}, within(1e-12));
    }

    @Test
    void rewardOf_failure() {
        for (Preset preset : Preset.values()) {
            Reward reward = model.rewardOf(
                    "extract",
                    new StepOutcome.Failure(5, FailureClass.TIMEOUT, "late", true),
                    100,
                    OptionalDouble.of(10),
                    preset);
            assertThat(reward.reward()).isEqualTo(-1);
            assertThat(reward.targets()).containsExactly(0, 0, 0, 0);
            assertThat(RewardModel.score(preset.weights(), reward.targets())).isEqualTo(-1);
        }
    }

    @Test
    void score_best() {
        for (Preset preset : Preset.values()) {
            assertThat(RewardModel.score(preset.weights(), new double[] {1, 1, 1, 1}))
                    .isEqualTo(1, within(1e-12));
        }
    }

    @Test
    void parts_clipped() {
        assertThat(RewardModel.latencyPart(500, 100)).isZero();
        assertThat(RewardModel.costPart(OptionalDouble.of(20), OptionalDouble.of(10)))
                .hasValue(0);
        assertThat(RewardModel.costPart(OptionalDouble.of(0), OptionalDouble.of(0)))
                .hasValue(1);
        assertThat(RewardModel.costPart(OptionalDouble.of(1), NOTHING)).isEmpty();
    }

    private static ExperienceRow row(double[] targets) {
        Situation situation = Fixtures.steps(Fixtures.spoke("a", 1, 1, 0));
        Decision decision = new DecisionMaker(
                        Fixtures.routers(Optional.empty()), new SeededDraws(1), 0.02, 250, () -> 0)
                .decide(Fixtures.request("t.1-1", situation, RoutingMode.HEURISTIC, Arm.NONE));
        return Fixtures.row(decision, 0, targets, false);
    }

    private static OutcomeRow said(String source, double score, double trust) {
        return new OutcomeRow("t.1-1", source, "k", 0, OptionalDouble.of(score), RewardParts.NONE, trust);
    }

    @Test
    void joined_verifier() {
        ExperienceRow row = row(new double[] {1, 0.5, 0.6, 0.5});
        assertThat(RewardModel.joined(row, List.of())).containsExactly(1, 0.5, 0.6, 0.5);
        assertThat(RewardModel.joined(row, List.of(said("verifier", 0.1, 1)))).containsExactly(1, 0.5, 0.1, 0.5);
    }

    @Test
    void joined_highestTrustCounts() {
        ExperienceRow row = row(new double[] {1, 0.5, 0.6, 0.5});
        double[] joined = RewardModel.joined(
                row, List.of(said("user", 0.4, 0.5), said("spoke", 0, 0.2), said("reader", 0.8, 0.5)));
        // the mean of the two trusted .5 is .6, and half of it comes from before
        assertThat(joined[RewardParts.QUALITY]).isEqualTo(0.6, within(1e-12));
    }

    @Test
    void joined_failureStaysFailure() {
        assertThat(RewardModel.joined(row(new double[4]), List.of(said("user", 1, 1))))
                .containsExactly(0, 0, 0, 0);
    }

    @Test
    void joined_successTakenBack() {
        OutcomeRow useless = new OutcomeRow("t.1-1", "user", "k", 0, NOTHING, parts(0, 1, 1, 1), 1);
        assertThat(RewardModel.joined(row(new double[] {1, 0.5, 0.6, 0.5}), List.of(useless)))
                .containsExactly(0, 0, 0, 0);
    }

    @Test
    void observe_trustedOutcomeOutweighsOwnWord() {
        success(100, OptionalDouble.of(1), NOTHING, Preset.BALANCED);
        model.observe("extract", said("verifier", 0.4, 1));
        // (.2 * 1 + 1 * .4) / 1.2
        assertThat(model.neutral("extract")[RewardParts.QUALITY]).isEqualTo(0.5, within(1e-12));
    }

    @Test
    void restore_asSaved() {
        success(100, OptionalDouble.of(0.9), OptionalDouble.of(2), Preset.BALANCED);
        byte[] saved = model.save();
        RewardModel restored = RewardModel.restore(saved);
        assertThat(restored.neutral("extract")).isEqualTo(model.neutral("extract"));
        assertThat(restored.save()).isEqualTo(saved);
        saved[20] ^= 1;
        assertThatThrownBy(() -> RewardModel.restore(saved)).isInstanceOf(SnapshotRejected.class);
    }
}
