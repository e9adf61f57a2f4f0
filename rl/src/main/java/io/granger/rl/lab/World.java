package io.granger.rl.lab;

import io.granger.rl.option.Option;
import io.granger.rl.option.StateAbstraction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A process with what an agent may be told of it: raw features, discount, and options that somebody thought of.
 *
 * @param name it is shown by
 * @param mdp the process; never shown to an agent
 * @param raw raw features of each state; not copied, do not change them
 * @param abstraction that tells all states apart
 * @param gamma discount per step
 * @param cap steps after which an episode is cut off
 * @param options that last longer than a step
 */
@SuppressWarnings("ArrayRecordComponent") // handed out at every step
public record World(
        String name,
        FiniteMdp mdp,
        float[][] raw,
        StateAbstraction abstraction,
        double gamma,
        int cap,
        List<Option> options) {

    /** Refuses features that are not as many as states. */
    public World {
        options = List.copyOf(options);
        if (raw.length != mdp.states()) {
            throw new IllegalArgumentException(
                    "raw features must be of " + mdp.states() + " states, are of " + raw.length);
        }
    }

    /** Its primitive actions as options. */
    public List<Option> primitives() {
        List<Option> primitives = new ArrayList<>();
        for (int a = 0; a < mdp.actions(); a++) {
            primitives.add(Option.primitive(a, mdp.actions()));
        }
        return primitives;
    }

    /** Its primitive actions, and after them its longer options. */
    public List<Option> allOptions() {
        List<Option> all = new ArrayList<>(primitives());
        all.addAll(options);
        return all;
    }

    /** The same world with another process behind it. */
    public World with(FiniteMdp other) {
        return new World(name, other, raw, abstraction, gamma, cap, options);
    }

    static float[][] rawOf(int states, IntToDoubleFunction... features) {
        float[][] raw = new float[states][features.length];
        for (int s = 0; s < states; s++) {
            for (int i = 0; i < features.length; i++) {
                raw[s][i] = (float) features[i].applyAsDouble(s);
            }
        }
        return raw;
    }
}
