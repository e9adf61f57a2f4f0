package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scoring and learning allocate nothing: what the thread allocated over a thousand rounds is less than a byte a round. */
class AllocationTest {
    private static final int ROUNDS = 1000;
    private static final int FEATURES = 8;

    private static void assertAllocatesNothing(Runnable round) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().threadId();
        // the first rounds load classes
        for (int i = 0; i < ROUNDS; i++) {
            round.run();
        }
        long before = threads.getThreadAllocatedBytes(id);
        for (int i = 0; i < ROUNDS; i++) {
            round.run();
        }
        assertThat(threads.getThreadAllocatedBytes(id) - before).isLessThan(ROUNDS);
    }

    private static double[] ones() {
        double[] ones = new double[FEATURES];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static void assertAllocatesNothing(ContextualBandit bandit) {
        double[] x = ones();
        double[] into = new double[bandit.arms()];
        for (int arm = 0; arm < bandit.arms(); arm++) {
            bandit.learn(x, arm, arm);
        }
        assertAllocatesNothing(() -> {
            bandit.probabilities(x, into);
            bandit.learn(x, 1, .5);
        });
    }

    @Test
    void linearBandit() {
        for (Exploration exploration : new Exploration[] {
            new Exploration.Optimism(1), new Exploration.Epsilon(.1, 10), new Exploration.InverseGap(10)
        }) {
            assertAllocatesNothing(new LinearBandit(3, new LinearMap(FEATURES, 1), ones(), .5, 100, exploration, .02));
        }
    }

    /** The arms of a key, with every belief there is. */
    @Test
    void armsOfKey() {
        assertAllocatesNothing(PartsBandit.DEFAULTS);
        assertAllocatesNothing(PartsBandit.DEFAULTS.withBeliefs(PartsBandit.WIDE));
    }

    private static void assertAllocatesNothing(LinearArmsSettings settings) {
        ArmsOfKey arms = new ArmsOfKey(settings, PartsBandit.PARTS, FEATURES, 0);
        List<Arm> three = List.of(arm("a"), arm("b"), arm("c"));
        float[][] states = new float[64][FEATURES];
        for (int i = 0; i < states.length; i++) {
            states[i][i % FEATURES] = i % 3;
        }
        double[] weights = {.25, .25, .25, .25};
        double[] targets = {1, .5, .5, .5};
        double[] value = new double[3];
        double[] spread = new double[3];
        int[] round = new int[1];
        assertAllocatesNothing(() -> {
            float[] state = states[round[0]++ % states.length];
            arms.score(state, three, weights, value, spread);
            arms.learn(state, three.get(round[0] % 3), targets, round[0]);
        });
    }

    private static Arm arm(String id) {
        return new Arm(id, new float[0]);
    }

    @Test
    void sparseBandit() {
        SparseBandit bandit = new SparseBandit(3, 10, .5, .02);
        int[] indices = {1, 50, 900};
        double[] values = {1, 2, 3};
        double[] into = new double[3];
        assertAllocatesNothing(() -> {
            bandit.probabilities(indices, values, 3, into);
            bandit.learn(indices, values, 3, 1, .5);
        });
    }
}
