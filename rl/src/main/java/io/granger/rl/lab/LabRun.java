package io.granger.rl.lab;

import io.granger.rl.option.Transition;
import java.util.random.RandomGenerator;

/** Walks agents through worlds. */
public final class LabRun {

    private LabRun() {}

    /**
     * How one episode went.
     *
     * @param steps taken
     * @param reward sum of rewards, not discounted
     */
    public record Episode(int steps, double reward) {}

    /** One episode from a state drawn from where episodes start. */
    public static Episode episode(World world, Walk walk, RandomGenerator random) {
        return episode(world, walk, world.mdp().drawStart(random.nextDouble()), random);
    }

    /** One episode from this state. */
    public static Episode episode(World world, Walk walk, int start, RandomGenerator random) {
        int state = start;
        double sum = 0;
        for (int steps = 1; ; steps++) {
            float[] raw = world.raw()[state];
            int action = walk.act(raw, random);
            Outcome outcome = world.mdp().draw(state, action, random.nextDouble());
            sum += outcome.reward();
            Transition step = new Transition(
                    raw,
                    action,
                    outcome.reward(),
                    world.raw()[outcome.next()],
                    outcome.terminated(),
                    steps == world.cap());
            walk.observe(step, random);
            if (step.isLast()) {
                return new Episode(steps, sum);
            }
            state = outcome.next();
        }
    }

    /** Mean sum of rewards of one greedy episode from every state an episode may start in. */
    public static double evaluate(World world, LabAgent agent, RandomGenerator random) {
        double sum = 0;
        int starts = 0;
        for (int s = 0; s < world.mdp().states(); s++) {
            if (world.mdp().start(s) > 0) {
                sum += episode(world, agent.evaluate(), s, random).reward();
                starts++;
            }
        }
        return sum / starts;
    }
}
