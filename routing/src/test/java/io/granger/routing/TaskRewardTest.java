package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.option.OptionAgentSettings;
import io.granger.routing.simulation.SeededDraws;
import io.granger.task.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TaskRewardTest {
    private static final double[] MIDDLE = {0.5, 0.5, 0.5, 0.5};

    @Test
    void of_completed() {
        TaskReward.Ended ended = new TaskReward.Ended(
                true, 150, 300, OptionalDouble.of(0.9), OptionalDouble.of(1), OptionalDouble.of(4));
        // 2 (.4 + .2 * .75 + .3 * .9 + .1 * .75) - 1
        assertThat(TaskReward.of(ended, MIDDLE, Preset.BALANCED).reward()).isEqualTo(0.79, within(1e-12));
    }

    @Test
    void of_missingParts() {
        TaskReward.Ended ended = new TaskReward.Ended(
                true, 300, 300, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        Reward reward = TaskReward.of(ended, new double[] {1, 1, 0.25, 1}, Preset.BALANCED);
        assertThat(reward.targets()).containsExactly(1, 0.5, 0.25, 1);
        assertThat(reward.parts().quality()).isEmpty();
    }

    @Test
    void of_failed() {
        TaskReward.Ended ended =
                new TaskReward.Ended(false, 1, 300, OptionalDouble.of(1), OptionalDouble.of(0), OptionalDouble.of(4));
        assertThat(TaskReward.of(ended, MIDDLE, Preset.QUALITY).reward()).isEqualTo(-1);
    }

    @Test
    void meanQuality_onlyKnown() {
        assertThat(TaskReward.meanQuality(
                        List.of(OptionalDouble.of(0.2), OptionalDouble.empty(), OptionalDouble.of(0.6))))
                .hasValueCloseTo(0.4, within(1e-12));
        assertThat(TaskReward.meanQuality(List.of(OptionalDouble.empty()))).isEmpty();
    }

    /** An episode of option, step and recovery rows whose last option or recovery row ends the task. */
    private static List<ExperienceRow> episode(Reward task, int tries, Preset preset) {
        List<ExperienceRow> rows = new ArrayList<>();
        for (int i = 0; i <= tries; i++) {
            boolean last = i == tries;
            Level level = i % 2 == 0 ? Level.OPTION : Level.RECOVERY;
            rows.add(Fixtures.row(decision(Level.STEP), 0.5, MIDDLE, false));
            rows.add(Fixtures.row(decision(level), TaskReward.onRow(last, task), new double[0], last));
        }
        return rows;
    }

    private static Decision decision(Level level) {
        CandidateEntry entry = level == Level.STEP ? Fixtures.spoke("a", 1, 1, 0) : Fixtures.option("a", 0);
        Situation situation = Fixtures.situation(level, List.of(entry), 0);
        return new DecisionMaker(Fixtures.routers(Optional.empty()), new SeededDraws(1), 0.02, 250, () -> 0)
                .decide(Fixtures.request("t.1-1", situation, RoutingMode.HEURISTIC, Arm.NONE));
    }

    @Property(seed = "1", tries = 200)
    void returnOf_moreRowsNeverPay(
            @ForAll boolean completed,
            @ForAll @IntRange(max = 1000) int ms,
            @ForAll @DoubleRange(max = 1) double quality,
            @ForAll @DoubleRange(max = 10) double cost,
            @ForAll Preset preset,
            @ForAll @IntRange(max = 12) int tries,
            @ForAll @IntRange(min = 1, max = 12) int more) {
        TaskReward.Ended ended = new TaskReward.Ended(
                completed, ms, 300, OptionalDouble.of(quality), OptionalDouble.of(cost), OptionalDouble.of(5));
        Reward task = TaskReward.of(ended, MIDDLE, preset);
        double shorter = TaskReward.returnOf(episode(task, tries, preset));
        double longer = TaskReward.returnOf(episode(task, tries + more, preset));
        assertThat(longer).isLessThanOrEqualTo(shorter);
        assertThat(shorter).isEqualTo(task.reward());
    }

    @Test
    void agent_doesNotDiscount() {
        // a discount below 1 would pay for putting a failure off
        assertThat(OptionAgentSettings.defaults().gamma()).isEqualTo(1);
    }

    @Test
    void row_rewardBeforeTheEnd() {
        Decision option = decision(Level.OPTION);
        assertThatThrownBy(() -> Fixtures.row(option, 0.5, new double[0], false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be 0");
    }
}
