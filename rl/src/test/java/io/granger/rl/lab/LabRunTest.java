package io.granger.rl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.option.Option;
import io.granger.rl.option.TabularValues;
import io.granger.rl.option.Transition;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabRunTest {

    @ParameterizedTest
    @EnumSource(AgentKind.class)
    void fourRooms_everyAgent_sameSeedSameRunAndWithinTheCap(AgentKind kind) {
        LabRun one = LabRun.fourRooms(kind, 20, OptionalInt.of(10), 3, e -> {});
        LabRun other = LabRun.fourRooms(kind, 20, OptionalInt.of(10), 3, e -> {});
        assertThat(one.steps()).containsExactly(other.steps());
        assertThat(IntStream.of(one.steps()).max().orElse(0)).isLessThanOrEqualTo(FourRooms.CAP);
        assertThat(one.stepsToOptimum()).isEmpty();
    }

    @Test
    void fourRooms_return_isTheDiscountOfTheSteps() {
        LabRun run = LabRun.fourRooms(AgentKind.AUTO, 5, OptionalInt.empty(), 1, e -> {});
        for (int e = 0; e < 5; e++) {
            double expected = run.steps()[e] == FourRooms.CAP ? 0 : Math.pow(.99, run.steps()[e] - 1);
            assertThat(run.returns()[e]).isEqualTo(expected, within(1e-9));
        }
        assertThat(run.optimum()).isEqualTo(8.39, within(.005));
    }

    /** Six seeds of 2,000 episodes, as the lab runs them; asked: 30 and 10.5. Found: 12.6 and 9.1. */
    @Tag("slow")
    @Test
    void auto_goalChange_foundAgain() {
        double after = 0;
        double last = 0;
        for (int seed = 1; seed <= 6; seed++) {
            LabRun run = LabRun.fourRooms(AgentKind.AUTO, 2000, OptionalInt.of(1000), seed, e -> {});
            after += run.meanSteps(1010, 1050) / 6;
            last += run.meanSteps(1900, 2000) / 6;
        }
        assertThat(after).isLessThan(30);
        assertThat(last).isLessThan(10.5);
    }

    /** One seed; seeds 1 to 6 take 3,500 steps. */
    @Test
    void auto_taxi_optimalWithinTwentyThousandSteps() {
        LabRun run = LabRun.taxi(AgentKind.AUTO, 200, 1, e -> {});
        assertThat(run.stepsToOptimum()).isPresent();
        assertThat(run.stepsToOptimum().getAsInt()).isLessThanOrEqualTo(20_000);
    }

    @Test
    void intraOption_hallwayOptionsNeverFollowed_stillLearnt() {
        // one step into the goal teaches the hallway option that would have taken it
        World world = FourRooms.slippingWorld(FourRooms.EAST_HALLWAY);
        TabularValues values =
                new TabularValues(world.abstraction(), world.allOptions().size(), 0);
        OptionsAgent agent = new OptionsAgent(
                world.allOptions(), values, OptionsAgent.Settings.of(OptionsAgent.Learning.INTRA_OPTION, .99));
        float[] above = world.raw()[FourRooms.cell(6, 9)];
        Random random = new Random(1);
        Walk walk = agent.begin();
        while (walk.act(above, random) != 1) {
            walk = agent.begin();
        }
        walk.observe(new Transition(above, 1, 1, world.raw()[FourRooms.EAST_HALLWAY], true, false), new Random(1));
        assertThat(values.value(above, 1)).isEqualTo(.5);
        assertThat(values.value(above, 4 + 3)).isEqualTo(.5); // north-east room to east hallway
        assertThat(values.value(above, 4 + 2)).isZero(); // the same room to the north
    }

    @Test
    void interruption_betterOptionAppears_takenBeforeTheStandingOneEnds() {
        World world = FourRooms.slippingWorld(FourRooms.EAST_HALLWAY);
        TabularValues values =
                new TabularValues(world.abstraction(), world.allOptions().size(), 0);
        OptionsAgent agent = new OptionsAgent(
                world.allOptions(), values, new OptionsAgent.Settings(OptionsAgent.Learning.SMDP, .99, .5, 0, .1));
        float[] start = world.raw()[FourRooms.cell(1, 1)];
        float[] below = world.raw()[FourRooms.cell(2, 1)];
        Option toNorth = world.options().getFirst();
        values.learn(start, 4, 1, 1);
        values.learn(below, 4, 1, 1);
        Walk walk = agent.begin();
        assertThat(walk.act(start, new Random(1))).isEqualTo(1);
        assertThat(toNorth.policy(start).probability(1)).isEqualTo(1);
        walk.observe(new Transition(start, 1, 0, below, false, false), new Random(1));
        values.learn(below, 2, 2, 1); // to the left is worth more by 1, the margin is .1
        assertThat(walk.act(below, new Random(1))).isEqualTo(2);
        // the interrupted option was worth its way to where another took over: half of .99 * 2, and half of the 1
        // before
        assertThat(values.value(start, 4)).isEqualTo(.5 + .5 * .99 * 2, within(1e-9));
    }
}
