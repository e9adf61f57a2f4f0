package io.granger.rl.network;

import io.granger.rl.dense.Scorer;
import io.granger.rl.dense.ScoringNetwork;
import io.granger.rl.lab.FiniteMdp;
import io.granger.rl.lab.Outcome;
import io.granger.rl.learn.Softmax;
import io.granger.rl.option.Next;
import io.granger.rl.option.OptionArm;
import io.granger.rl.option.SmdpTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A finite process seen through features: state and action each have a number that is 1 and others that are 0. */
final class FiniteWorld implements Simulator {

    private static final int CAP = 100;

    private final FiniteMdp mdp;
    private final List<OptionArm> actions = new ArrayList<>();
    private int state;
    private int steps;

    FiniteWorld(FiniteMdp mdp) {
        this.mdp = mdp;
        for (int a = 0; a < mdp.actions(); a++) {
            actions.add(new OptionArm("a" + a, oneOf(mdp.actions(), a)));
        }
    }

    /** Cells 0 .. n-1 in a row: action 0 goes left, 1 right, and one time in ten the other way; +1 beyond the right end, .2 beyond the left. */
    static FiniteMdp corridor(int cells) {
        double[] start = new double[cells];
        start[cells / 2] = 1;
        return new FiniteMdp(start, 2, (s, a) -> {
            List<Outcome> outcomes = new ArrayList<>();
            for (int way = 0; way < 2; way++) {
                int next = way == 0 ? s - 1 : s + 1;
                double probability = way == a ? 0.9 : 0.1;
                boolean ends = next < 0 || next == cells;
                double reward = next < 0 ? 0.2 : next == cells ? 1 : 0;
                outcomes.add(new Outcome(probability, ends ? s : next, reward, ends));
            }
            return outcomes;
        });
    }

    /** What uniform random actions lead to. */
    List<SmdpTransition> randomTransitions(int count, RandomGenerator random) {
        List<SmdpTransition> transitions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int s = random.nextInt(mdp.states());
            int a = random.nextInt(mdp.actions());
            Outcome outcome = mdp.draw(s, a, random.nextDouble());
            Optional<Next> next = Optional.of(new Next("k", features(outcome.next()), actions));
            transitions.add(new SmdpTransition(
                    "k",
                    "a" + a,
                    features(s),
                    actions.get(a).features(),
                    outcome.reward(),
                    1,
                    outcome.terminated(),
                    next));
        }
        return transitions;
    }

    float[] features(int s) {
        return oneOf(mdp.states(), s);
    }

    List<float[]> candidates() {
        return actions.stream().map(OptionArm::features).toList();
    }

    /** Scores of all actions by state. */
    double[][] scores(ScoringNetwork network) {
        Scorer scorer = network.scorer();
        double[][] q = new double[mdp.states()][mdp.actions()];
        for (int s = 0; s < q.length; s++) {
            float[] scores = scorer.score(features(s), candidates());
            for (int a = 0; a < scores.length; a++) {
                q[s][a] = scores[a];
            }
        }
        return q;
    }

    /** Probabilities of all actions by state, the scores being preferences. */
    double[][] policy(ScoringNetwork network) {
        double[][] policy = scores(network);
        for (int s = 0; s < policy.length; s++) {
            policy[s] = Softmax.probabilities(policy[s]);
        }
        return policy;
    }

    @Override
    public Moment reset(RandomGenerator random) {
        state = mdp.drawStart(random.nextDouble());
        steps = 0;
        return new Moment(features(state), candidates(), 0, false, false);
    }

    @Override
    public Moment step(int candidate, RandomGenerator random) {
        Outcome outcome = mdp.draw(state, candidate, random.nextDouble());
        state = outcome.next();
        steps++;
        boolean truncated = !outcome.terminated() && steps == CAP;
        return new Moment(features(state), candidates(), outcome.reward(), outcome.terminated(), truncated);
    }

    private static float[] oneOf(int n, int i) {
        float[] features = new float[n];
        features[i] = 1;
        return features;
    }
}
