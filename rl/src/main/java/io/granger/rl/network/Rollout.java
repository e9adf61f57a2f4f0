package io.granger.rl.network;

import io.granger.rl.learn.Returns;
import io.granger.rl.network.ScoringBatch.Choice;
import io.granger.rl.network.Simulator.Moment;
import java.util.ArrayList;
import java.util.List;

/** A stretch of steps played with one policy. Not thread-safe. */
final class Rollout {

    private record Step(Choice choice, int chosen, double logProbability, double entropy, Moment after) {}

    private final List<Step> steps = new ArrayList<>();
    private int episodes;
    private double returns;

    void add(Choice choice, int chosen, double logProbability, double entropy, Moment after) {
        steps.add(new Step(choice, chosen, logProbability, entropy, after));
    }

    void endEpisode(double undiscountedReturn) {
        episodes++;
        returns += undiscountedReturn;
    }

    int size() {
        return steps.size();
    }

    Choice choice(int step) {
        return steps.get(step).choice;
    }

    int chosen(int step) {
        return steps.get(step).chosen;
    }

    double logProbability(int step) {
        return steps.get(step).logProbability;
    }

    /** States before each step. */
    List<float[]> before() {
        return steps.stream().map(step -> step.choice.state()).toList();
    }

    /** States after each step, before a new episode began. */
    List<float[]> after() {
        return steps.stream().map(step -> step.after.state()).toList();
    }

    double[] advantages(double[] before, double[] after, double gamma, double lambda) {
        double[] rewards = new double[steps.size()];
        boolean[] terminated = new boolean[steps.size()];
        boolean[] truncated = new boolean[steps.size()];
        for (int i = 0; i < rewards.length; i++) {
            Moment moment = steps.get(i).after;
            rewards[i] = moment.reward();
            terminated[i] = moment.terminated();
            truncated[i] = moment.truncated();
        }
        return Returns.generalizedAdvantages(rewards, before, after, terminated, truncated, gamma, lambda);
    }

    RolloutReport report(int refused) {
        double entropy = steps.stream().mapToDouble(Step::entropy).average().orElse(0);
        return new RolloutReport(episodes, episodes == 0 ? 0 : returns / episodes, entropy, refused);
    }
}
