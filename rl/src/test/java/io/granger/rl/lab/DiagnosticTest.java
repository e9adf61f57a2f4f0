package io.granger.rl.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.rl.ActionDistribution;
import io.granger.rl.Scores;
import io.granger.rl.bandit.Arm;
import io.granger.rl.bandit.PartsBandit;
import io.granger.rl.option.Next;
import io.granger.rl.option.OptionAgent;
import io.granger.rl.option.OptionArm;
import io.granger.rl.option.SmdpTransition;
import io.granger.rl.replay.PrioritizedBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Small worlds that probe one ability each, as in bsuite (Osband et al. 2020, "Behaviour suite for reinforcement learning"). The score
 * is the share of the last third of rounds in which the best choice was made, a mean over 20 seeds; everything is played from the
 * probability vector with a floor of .02.
 */
class DiagnosticTest {

    private static final int SEEDS = 20;
    private static final int ROUNDS = 600;
    private static final double FLOOR = .02;
    private static final double[] SUCCESS_ONLY = {1, 0, 0, 0};
    private static final float[] NOTHING = {};

    @Test
    @Tag("exploration")
    void oneBestArm() {
        assertThat(score(seed -> bandit(seed, 0, 0))).isGreaterThan(.8);
    }

    @Test
    @Tag("change")
    void bestArmChanges_afterAQuarter() {
        assertThat(score(seed -> bandit(seed, ROUNDS / 4, 0))).isGreaterThan(.6);
    }

    /** Each reward comes 20 rounds late, every tenth never. */
    @Test
    @Tag("delay")
    void oneBestArm_rewardsLateOrMissing() {
        assertThat(score(seed -> bandit(seed, 0, 20))).isGreaterThan(.75);
    }

    /** The first choice fails half of the time; then to substitute is slow but sure and to go on trying is neither. */
    @Test
    @Tag("recovery")
    void failingArm_slowSubstitute() {
        OptionArm direct = option("direct");
        OptionArm detour = option("detour");
        OptionArm again = option("again");
        OptionArm substitute = option("substitute");
        assertThat(score(seed -> {
                    OptionAgent agent = new OptionAgent();
                    SplittableRandom random = new SplittableRandom(seed);
                    int best = 0;
                    for (int round = 0; round < ROUNDS; round++) {
                        // direct and then the substitute: .5 * 1 + .5 * .4 = .7; the detour is worth .1
                        if (choose(agent, "start", List.of(direct, detour), random) == 1) {
                            agent.learn(ended("start", detour, .1));
                            continue;
                        }
                        if (random.nextBoolean()) {
                            agent.learn(ended("start", direct, 1));
                            best += isLate(round) ? 1 : 0;
                            continue;
                        }
                        List<OptionArm> left = List.of(again, substitute);
                        agent.learn(wentOn("start", direct, new Next("failed", NOTHING, left)));
                        int then = choose(agent, "failed", left, random);
                        agent.learn(ended("failed", left.get(then), then == 1 ? .4 : -1));
                        best += then == 1 && isLate(round) ? 1 : 0;
                    }
                    return best;
                }))
                .isGreaterThan(.8);
    }

    /** Four choices in a row, all paid at the end: 1 when every one of them was the first, else -1. */
    @Test
    @Tag("credit")
    void rewardAtTheEnd_ofFourChoices() {
        List<OptionArm> both = List.of(option("right"), option("wrong"));
        assertThat(score(seed -> {
                    OptionAgent agent = new OptionAgent();
                    SplittableRandom random = new SplittableRandom(seed);
                    int best = 0;
                    for (int round = 0; round < ROUNDS; round++) {
                        best += fourChoices(agent, both, random) && isLate(round) ? 1 : 0;
                    }
                    return best;
                }))
                .isGreaterThan(.8);
    }

    private static boolean fourChoices(OptionAgent agent, List<OptionArm> both, RandomGenerator random) {
        boolean right = true;
        for (int at = 0; at < 4; at++) {
            // where it went wrong before is another key: the state is known, as it is to any agent
            String key = at + (right ? " right" : " wrong");
            int chosen = choose(agent, key, both, random);
            right &= chosen == 0;
            OptionArm option = both.get(chosen);
            String next = (at + 1) + (right ? " right" : " wrong");
            agent.learn(
                    at == 3 ? ended(key, option, right ? 1 : -1) : wentOn(key, option, new Next(next, NOTHING, both)));
        }
        return right;
    }

    /** A buffer that keeps 64 of 600 rows forgets the arm that was best before the change, and learns from what it holds. */
    @Test
    @Tag("full-buffer")
    void fullBuffer_changedWorld() {
        assertThat(score(seed -> {
                    PrioritizedBuffer<double[]> buffer = new PrioritizedBuffer<>(64, 0);
                    SplittableRandom random = new SplittableRandom(seed);
                    int best = 0;
                    for (int round = 0; round < ROUNDS; round++) {
                        int bestArm = round < ROUNDS / 2 ? 0 : 1;
                        int arm = random.nextInt(2);
                        buffer.add(new double[] {arm, random.nextDouble() < (arm == bestArm ? .8 : .3) ? 1 : 0});
                        double[] sums = new double[2];
                        double[] counts = {1e-9, 1e-9};
                        for (double[] row : buffer.sample(Math.min(64, buffer.size()), 0, random)
                                .values()) {
                            sums[(int) row[0]] += row[1];
                            counts[(int) row[0]]++;
                        }
                        int greedy = sums[1] / counts[1] > sums[0] / counts[0] ? 1 : 0;
                        best += greedy == bestArm && isLate(round) ? 1 : 0;
                    }
                    return best;
                }))
                .isGreaterThan(.9);
    }

    /** Rounds of the last third in which the best of three arms, .8 against .5 and .4, was chosen. */
    private static int bandit(long seed, int changeAt, int delay) {
        PartsBandit bandit = new PartsBandit();
        SplittableRandom random = new SplittableRandom(seed);
        List<Arm> arms = List.of(new Arm("a", NOTHING), new Arm("b", NOTHING), new Arm("c", NOTHING));
        ArrayDeque<double[]> late = new ArrayDeque<>();
        int best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int bestArm = changeAt > 0 && round >= changeAt ? 1 : 0;
            Scores scores = bandit.score("key", NOTHING, arms, SUCCESS_ONLY);
            int chosen = pick(scores, random);
            double success = chosen == bestArm ? .8 : chosen == 2 ? .5 : .4;
            boolean isLost = delay > 0 && random.nextInt(10) == 0;
            late.add(new double[] {isLost ? -1 : chosen, random.nextDouble() < success ? 1 : 0});
            if (late.size() > delay) {
                double[] row = late.remove();
                if (row[0] >= 0) {
                    bandit.learn("key", NOTHING, arms.get((int) row[0]), new double[] {row[1], 0, 0, 0});
                }
            }
            best += chosen == bestArm && isLate(round) ? 1 : 0;
        }
        return best;
    }

    private interface Probe {
        int bestChoices(long seed);
    }

    private static double score(Probe probe) {
        double sum = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            sum += probe.bestChoices(seed);
        }
        return sum / (SEEDS * (ROUNDS / 3));
    }

    private static boolean isLate(int round) {
        return round >= ROUNDS - ROUNDS / 3;
    }

    private static int choose(OptionAgent agent, String key, List<OptionArm> options, RandomGenerator random) {
        return pick(agent.score(key, NOTHING, options), random);
    }

    private static int pick(Scores scores, RandomGenerator random) {
        return ActionDistribution.of(PartsBandit.probabilities(scores))
                .withFloor(FLOOR)
                .pick(random.nextDouble());
    }

    private static OptionArm option(String name) {
        return new OptionArm(name, NOTHING);
    }

    private static SmdpTransition ended(String key, OptionArm option, double reward) {
        return new SmdpTransition(key, option.option(), NOTHING, NOTHING, reward, 1, true, Optional.empty());
    }

    private static SmdpTransition wentOn(String key, OptionArm option, Next next) {
        return new SmdpTransition(key, option.option(), NOTHING, NOTHING, 0, 1, false, Optional.of(next));
    }
}
