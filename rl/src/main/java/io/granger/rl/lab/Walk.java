package io.granger.rl.lab;

import io.granger.rl.option.Transition;
import java.util.random.RandomGenerator;

/** An agent's part in one episode: {@link #act}, then {@link #observe} what came of it, until a transition is the last. */
public interface Walk {

    /** The action to take in {@code state}. */
    int act(float[] state, RandomGenerator random);

    /** What came of the action last taken. */
    void observe(Transition step, RandomGenerator random);
}
