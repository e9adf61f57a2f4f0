package io.granger.rl.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Markov decision process with finitely many states {@code 0 .. states - 1} and actions {@code 0 .. actions - 1}, all of which may
 * be taken everywhere, as plain values.
 *
 * <p>Immutable; safe from any thread.
 */
public final class FiniteMdp {

    private static final double SUM_TOLERANCE = 1e-9;

    private final int states;
    private final int actions;
    private final double[] start;
    private final List<List<Outcome>> outcomes;

    /**
     * Builds a process.
     *
     * @param start probability of each state to be the first of an episode; sum 1
     * @param dynamics what each action may lead to; outcomes that differ in their probability alone are added up
     */
    public FiniteMdp(double[] start, int actions, Dynamics dynamics) {
        requireAtLeastOne("states", start.length);
        requireAtLeastOne("actions", actions);
        this.states = start.length;
        this.actions = actions;
        this.start = start.clone();
        requireOne("start probabilities", sum(start));
        List<List<Outcome>> all = new ArrayList<>(states * actions);
        for (int s = 0; s < states; s++) {
            for (int a = 0; a < actions; a++) {
                all.add(merged(s, a, dynamics.outcomes(s, a)));
            }
        }
        this.outcomes = List.copyOf(all);
    }

    /** What an action in a state may lead to. */
    @FunctionalInterface
    public interface Dynamics {
        /** All outcomes with their probabilities, which sum to 1. */
        List<Outcome> outcomes(int state, int action);
    }

    /** How many states there are. */
    public int states() {
        return states;
    }

    /** How many actions there are. */
    public int actions() {
        return actions;
    }

    /** Probability that an episode starts in {@code state}. */
    public double start(int state) {
        return start[state];
    }

    /** What {@code action} in {@code state} may lead to; no two differ in their probability alone. */
    public List<Outcome> outcomes(int state, int action) {
        if (action < 0 || action >= actions) {
            throw new IllegalArgumentException("action must be in [0, " + actions + "), is " + action);
        }
        return outcomes.get(state * actions + action);
    }

    /** The state in which an episode starts for a uniform draw in [0, 1). */
    public int drawStart(double u) {
        double cumulated = 0;
        int last = 0;
        for (int s = 0; s < states; s++) {
            if (start[s] > 0) {
                cumulated += start[s];
                last = s;
                if (u < cumulated) {
                    return s;
                }
            }
        }
        return last;
    }

    /** How {@code action} in {@code state} turns out for a uniform draw in [0, 1). */
    public Outcome draw(int state, int action, double u) {
        List<Outcome> possible = outcomes(state, action);
        double cumulated = 0;
        for (Outcome outcome : possible) {
            cumulated += outcome.probability();
            if (u < cumulated) {
                return outcome;
            }
        }
        return possible.getLast();
    }

    private List<Outcome> merged(int s, int a, List<Outcome> given) {
        Map<Outcome, Double> sums = new LinkedHashMap<>();
        double total = 0;
        for (Outcome outcome : given) {
            if (outcome.next() >= states) {
                throw new IllegalArgumentException("next state must be in [0, " + states + "), is " + outcome.next());
            }
            total += outcome.probability();
            sums.merge(
                    new Outcome(1, outcome.next(), outcome.reward(), outcome.terminated()),
                    outcome.probability(),
                    Double::sum);
        }
        requireOne("probabilities of action " + a + " in state " + s, total);
        List<Outcome> merged = new ArrayList<>(sums.size());
        sums.forEach((o, p) -> merged.add(new Outcome(Math.min(1, p), o.next(), o.reward(), o.terminated())));
        return List.copyOf(merged);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            if (!(value >= 0)) {
                throw new IllegalArgumentException("probability must be at least 0, is " + value);
            }
            sum += value;
        }
        return sum;
    }

    private static void requireOne(String name, double sum) {
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException(name + " must sum to 1 within " + SUM_TOLERANCE + ", sum to " + sum);
        }
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, are " + value);
        }
    }
}
