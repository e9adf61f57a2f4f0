package io.granger.rl.lab;

import io.granger.rl.option.Transition;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * One agent in one world from its first episode to its last.
 *
 * @param seed of everything that is left to chance
 * @param steps of each episode
 * @param returns of each episode, discounted as the world says
 * @param stepsToOptimum environment steps after which a greedy evaluation from all starts first came within 1 % of the optimum, where
 *     that is measured
 * @param optimum expected steps of the best policy in the world as it is at the end (four rooms), or its mean return (Taxi)
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of numbers, made once and read
public record LabRun(long seed, int[] steps, double[] returns, OptionalInt stepsToOptimum, double optimum) {

    /** Environment steps between two greedy evaluations. */
    public static final int EVALUATED_EVERY = 500;
    /** Mean return of a greedy evaluation in Taxi that counts as optimal; the optimum is 7.93. */
    public static final double TAXI_REACHED = 7.85;

    private static final long EVALUATION = 0x9E3779B97F4A7C15L;

    /** How one episode went. */
    record Episode(int steps, double sum, double discounted) {}

    /**
     * In the slipping four rooms.
     *
     * @param changeAt episode from which the goal is a random cell of the south-east room; never when empty
     * @param progress told the number of each episode that ended
     */
    public static LabRun fourRooms(
            AgentKind kind, int episodes, OptionalInt changeAt, long seed, IntConsumer progress) {
        Random random = new Random(seed);
        List<Integer> cells = FourRooms.cellsOf(3);
        int laterGoal = cells.get(random.nextInt(cells.size()));
        World world = FourRooms.slippingWorld(FourRooms.EAST_HALLWAY);
        LabAgent agent = kind.in(world);
        int[] steps = new int[episodes];
        double[] returns = new double[episodes];
        for (int e = 0; e < episodes; e++) {
            if (changeAt.isPresent() && changeAt.getAsInt() == e) {
                world = world.with(FourRooms.slipping(laterGoal));
            }
            Episode episode = episode(world, agent.begin(), start(world, random), random, t -> {});
            steps[e] = episode.steps();
            returns[e] = episode.discounted();
            progress.accept(e + 1);
        }
        return new LabRun(seed, steps, returns, OptionalInt.empty(), FourRooms.stepsToGoal(world.mdp()));
    }

    /** In Taxi, with a greedy evaluation from all starts every 500 environment steps until one is optimal. */
    public static LabRun taxi(AgentKind kind, int episodes, long seed, IntConsumer progress) {
        Random random = new Random(seed);
        World world = Taxi.world();
        LabAgent agent = kind.in(world);
        int[] steps = new int[episodes];
        double[] returns = new double[episodes];
        Evaluations evaluations = new Evaluations(world, agent, new Random(seed ^ EVALUATION));
        for (int e = 0; e < episodes; e++) {
            Episode episode = episode(world, agent.begin(), start(world, random), random, evaluations);
            steps[e] = episode.steps();
            returns[e] = episode.discounted();
            progress.accept(e + 1);
        }
        double[][] q = ExactSolution.optimal(world.mdp(), 1);
        double optimum = ExactSolution.startValue(world.mdp(), q, ExactSolution.epsilonGreedy(q, 0));
        return new LabRun(seed, steps, returns, evaluations.reached, optimum);
    }

    /** Mean of the steps of the episodes from {@code from} to before {@code to}, NaN when there are none. */
    public double meanSteps(int from, int to) {
        return Arrays.stream(steps, Math.min(from, steps.length), Math.min(to, steps.length))
                .average()
                .orElse(Double.NaN);
    }

    /** One episode from this state. */
    static Episode episode(World world, Walk walk, int start, RandomGenerator random, IntConsumer afterStep) {
        int state = start;
        double sum = 0;
        double discounted = 0;
        double discount = 1;
        for (int t = 1; ; t++) {
            float[] raw = world.raw()[state];
            int action = walk.act(raw, random);
            Outcome outcome = world.mdp().draw(state, action, random.nextDouble());
            sum += outcome.reward();
            discounted += discount * outcome.reward();
            discount *= world.gamma();
            float[] next = world.raw()[outcome.next()];
            boolean isCut = t == world.cap();
            Transition step = new Transition(raw, action, outcome.reward(), next, outcome.terminated(), isCut);
            walk.observe(step, random);
            afterStep.accept(t);
            if (step.isLast()) {
                return new Episode(t, sum, discounted);
            }
            state = outcome.next();
        }
    }

    /** Mean sum of rewards of one greedy episode from every state an episode may start in. */
    static double evaluate(World world, LabAgent agent, RandomGenerator random) {
        double sum = 0;
        int starts = 0;
        for (int s = 0; s < world.mdp().states(); s++) {
            if (world.mdp().start(s) > 0) {
                sum += episode(world, agent.evaluate(), s, random, t -> {}).sum();
                starts++;
            }
        }
        return sum / starts;
    }

    private static int start(World world, RandomGenerator random) {
        return world.mdp().drawStart(random.nextDouble());
    }

    /** Counts environment steps over episodes. */
    private static final class Evaluations implements IntConsumer {
        private final World world;
        private final LabAgent agent;
        private final RandomGenerator random;
        private int taken;
        private OptionalInt reached = OptionalInt.empty();

        Evaluations(World world, LabAgent agent, RandomGenerator random) {
            this.world = world;
            this.agent = agent;
            this.random = random;
        }

        @Override
        public void accept(int step) {
            taken++;
            if (reached.isEmpty() && taken % EVALUATED_EVERY == 0 && evaluate(world, agent, random) >= TAXI_REACHED) {
                reached = OptionalInt.of(taken);
            }
        }
    }
}
