package io.granger.rl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.option.StateAbstraction;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OptionCriticAgentTest {

    private static final int CELLS = 7;
    private static final double GAMMA = .9;

    /** A row of cells: action 0 goes left, action 1 right; entering the last earns 1 and ends the episode, which starts in the first. */
    private static final World CORRIDOR = corridor(StateAbstraction.grid(CELLS), 1);

    /** Episodes of 4 seeds; the way is 6 steps long. */
    @Test
    void begin_corridor_shortestWayFound() {
        for (int seed = 1; seed <= 4; seed++) {
            OptionCriticAgent agent = trained(.001, seed);
            LabRun.Episode shown = LabRun.episode(CORRIDOR, agent.evaluate(), 0, new Random(seed), t -> {});
            assertThat(shown.steps()).as("seed %d", seed).isEqualTo(CELLS - 1);
            assertThat(shown.discounted()).isEqualTo(Math.pow(GAMMA, CELLS - 2), within(1e-12));
        }
    }

    /** What choosing costs is saved by going on: options end less often; means over the cells on the way of 4 seeds. */
    @Test
    void begin_choosingCosts_optionsLastLonger() {
        double free = 0;
        double costly = 0;
        for (int seed = 1; seed <= 4; seed++) {
            free += meanEnding(trained(0, seed));
            costly += meanEnding(trained(.3, seed));
        }
        assertThat(costly / free).isLessThan(.5);
    }

    /** The second feature says nothing; an abstraction that leaves it out learns as if it were not there, to the last choice. */
    @Test
    void begin_abstractionLeavesAFeatureOut_sameRun() {
        World noisy = corridor(StateAbstraction.grid(CELLS), 2);
        OptionCriticAgent one = agent(CORRIDOR.abstraction(), .001);
        OptionCriticAgent other = agent(noisy.abstraction(), .001);
        Random oneRandom = new Random(3);
        Random otherRandom = new Random(3);
        for (int i = 0; i < 50; i++) {
            assertThat(LabRun.episode(noisy, other.begin(), 0, otherRandom, t -> {}))
                    .isEqualTo(LabRun.episode(CORRIDOR, one.begin(), 0, oneRandom, t -> {}));
        }
    }

    private static OptionCriticAgent trained(double deliberationCost, long seed) {
        OptionCriticAgent agent = agent(CORRIDOR.abstraction(), deliberationCost);
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            LabRun.episode(CORRIDOR, agent.begin(), 0, random, t -> {});
        }
        return agent;
    }

    private static OptionCriticAgent agent(StateAbstraction abstraction, double deliberationCost) {
        return new OptionCriticAgent(
                abstraction, 2, new OptionCriticAgent.Settings(2, GAMMA, .5, .01, .25, .1, .1, deliberationCost));
    }

    private static double meanEnding(OptionCriticAgent agent) {
        double sum = 0;
        for (int cell = 1; cell < CELLS - 1; cell++) {
            for (int option = 0; option < 2; option++) {
                sum += agent.termination(new float[] {cell}, option);
            }
        }
        return sum / (2 * (CELLS - 2));
    }

    private static World corridor(StateAbstraction abstraction, int features) {
        double[] start = new double[CELLS];
        start[0] = 1;
        FiniteMdp mdp = new FiniteMdp(start, 2, (s, a) -> {
            int to = Math.max(0, Math.min(CELLS - 1, s + 2 * a - 1));
            return List.of(new Outcome(1, to, to == CELLS - 1 ? 1 : 0, to == CELLS - 1));
        });
        float[][] raw = new float[CELLS][features];
        for (int s = 0; s < CELLS; s++) {
            raw[s][0] = s;
            if (features > 1) {
                raw[s][1] = s * 31 % 5;
            }
        }
        return new World("corridor", mdp, raw, abstraction, GAMMA, 500, List.of());
    }
}
