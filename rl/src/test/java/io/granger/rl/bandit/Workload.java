package io.granger.rl.bandit;

import io.granger.rl.ActionDistribution;
import io.granger.rl.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Simulated arms behind a {@link PartsBandit}, seen the way the hub shows them: the context as a signed hash beside features that
 * hardly move, each arm by the health measured from its own calls.
 */
final class Workload {

    private static final String KEY = "extract/v1";

    static final double[] BALANCED = {.4, .2, .3, .1};
    static final double[] SPEED = {.3, .5, .15, .05};

    private static final double EXPECTED_MS = 100;
    private static final double FLOOR = .02;

    private final PartsBandit bandit;
    private final RandomGenerator random;
    private final List<Health> health = new ArrayList<>();
    private long calls;

    /** What is known of an arm from its calls. */
    private static final class Health {
        private final String id;
        private double success = 1;
        private double meanMs = EXPECTED_MS;
        private double p95Ms = EXPECTED_MS;
        private int failures;
        private long calls;
        private long lastCall;

        Health(String id) {
            this.id = id;
        }

        void call(boolean succeeded, double ms, long now) {
            success += .1 * ((succeeded ? 1 : 0) - success);
            meanMs += .1 * (ms - meanMs);
            p95Ms = Math.max(ms, p95Ms * .99);
            failures = succeeded ? 0 : failures + 1;
            calls++;
            lastCall = now;
        }

        Arm seen(long now, RandomGenerator random) {
            return new Arm(id, new float[] {
                (float) success,
                (float) (meanMs / EXPECTED_MS),
                (float) (p95Ms / EXPECTED_MS),
                (float) (meanMs / EXPECTED_MS * (1 + .2 * random.nextDouble())),
                random.nextInt(4) / 4f,
                failures,
                0,
                Math.min(60, now - lastCall),
                0,
                .5f,
                (float) StrictMath.log1p(calls)
            });
        }
    }

    Workload(PartsBandit bandit, RandomGenerator random, String... armIds) {
        this.bandit = bandit;
        this.random = random;
        for (String id : armIds) {
            health.add(new Health(id));
        }
    }

    /**
     * Runs one task.
     *
     * @param success probability of success of each arm
     * @param ms time each arm takes
     * @return the arm that was chosen
     */
    int run(int type, double[] weights, double[] success, double[] ms) {
        calls++;
        float[] state = state(type);
        List<Arm> arms = new ArrayList<>();
        for (Health of : health) {
            arms.add(of.seen(calls, random));
        }
        Scores scores = bandit.score(KEY, state, arms, weights);
        double[] played = ActionDistribution.of(PartsBandit.probabilities(scores))
                .withFloor(FLOOR)
                .toArray();
        int chosen = ActionDistribution.of(played).pick(random.nextDouble());
        boolean succeeded = random.nextDouble() < success[chosen];
        double took = ms[chosen] * (.9 + .2 * random.nextDouble());
        double s = succeeded ? 1 : 0;
        double latency = Math.max(0, 1 - took / (2 * EXPECTED_MS));
        double[] targets = {s, s * latency, s * .5, s * .5};
        bandit.learn(KEY, state, arms.get(chosen), targets, new Choice(scores, played, chosen), weights);
        health.get(chosen).call(succeeded, took, calls);
        return chosen;
    }

    /** Size, a signed hash of the type in 16 buckets, progress that hardly moves, and a last failure that is rarely there. */
    private float[] state(int type) {
        float[] state = new float[28];
        state[0] = (float) (12 + 3 * random.nextGaussian());
        state[1 + (type * 7 + 3) % 16] = type % 2 == 0 ? 1 : -1;
        state[18] = 1;
        state[19] = random.nextInt(20) == 0 ? 1 : 0;
        state[20] = (float) (.01 * random.nextDouble());
        if (random.nextInt(20) == 0) {
            state[22 + random.nextInt(5)] = 1;
        }
        return state;
    }
}
