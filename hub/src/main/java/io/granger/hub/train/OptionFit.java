package io.granger.hub.train;

import io.granger.hub.train.TrainingSettings.Model;
import io.granger.rl.option.NetworkBaseline;
import io.granger.rl.option.Next;
import io.granger.rl.option.OptionAgent;
import io.granger.rl.option.OptionAgentSettings;
import io.granger.rl.option.OptionArm;
import io.granger.rl.option.SmdpTransition;
import io.granger.routing.Decision;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Fitted Q over options: linear values alone, or networks with linear values of what they leave unexplained.
 *
 * <p>Which of the two is told by the tasks that were held out: for the option that ended a task, the squared difference between its value
 * and the task's reward, by values fitted to the other tasks. The one that is taken is then fitted to all. The same lessons and seed
 * give the same bits.
 */
final class OptionFit {
    static final double CHANGE_SMALLEST = 1e-3;
    private static final int SWEEPS_MAX = 12;

    private final List<Lesson> lessons;
    private final List<Decision> heuristicChoices;
    private final OptionAgentSettings agent;
    private final TrainingSettings settings;
    private final TrainingProgress progress;

    /**
     * What an option led to.
     *
     * @param isHeldOut whether it is of a task that models are compared by
     */
    record Lesson(SmdpTransition transition, boolean isHeldOut) {}

    /**
     * What came of it.
     *
     * @param sweeps passes over the lessons
     * @param change the largest change of a target in the last of them
     * @param heldOutError mean squared error by model; empty where nothing was compared
     */
    record Fit(
            OptionAgent agent,
            Optional<NetworkBaseline> networks,
            int sweeps,
            double change,
            JsonObject heldOutError) {}

    OptionFit(
            List<Lesson> lessons,
            List<Decision> heuristicChoices,
            int memory,
            TrainingSettings settings,
            TrainingProgress progress) {
        this.lessons = lessons;
        this.heuristicChoices = heuristicChoices;
        this.settings = settings;
        this.progress = progress;
        OptionAgentSettings defaults = OptionAgentSettings.defaults();
        this.agent = new OptionAgentSettings(
                defaults.gamma(),
                defaults.stepSize(),
                defaults.lowestReturn(),
                defaults.highestReturn(),
                defaults.values().withMemory(memory));
    }

    Fit fit() {
        List<SmdpTransition> all = transitions(lesson -> true);
        boolean isPossible = OptionNetworks.isPossible();
        if (settings.model() == Model.NETWORK && !isPossible) {
            throw new IllegalArgumentException(
                    "model network needs the training class path (lib/train), which is not there");
        }
        JsonObject errors = new JsonObject();
        boolean isNetwork = settings.model() == Model.NETWORK
                || (settings.model() == Model.AUTO && isPossible && foretellsBetter(errors));
        Fit fit = isNetwork ? networked(all) : linear(all);
        return new Fit(fit.agent(), fit.networks(), fit.sweeps(), fit.change(), errors);
    }

    private boolean foretellsBetter(JsonObject errors) {
        List<SmdpTransition> seen = transitions(lesson -> !lesson.isHeldOut());
        List<SmdpTransition> ends =
                transitions(lesson -> lesson.isHeldOut() && lesson.transition().terminated());
        if (seen.size() < OptionNetworks.TRANSITIONS_MIN || ends.isEmpty()) {
            return false;
        }
        double ofLinear = error(linear(seen).agent(), ends);
        double ofNetwork = error(networked(seen).agent(), ends);
        errors.put("linear", ofLinear).put("network", ofNetwork);
        return ofNetwork < ofLinear;
    }

    private List<SmdpTransition> transitions(java.util.function.Predicate<Lesson> which) {
        return lessons.stream().filter(which).map(Lesson::transition).toList();
    }

    private static double error(OptionAgent values, List<SmdpTransition> ends) {
        double sum = 0;
        for (SmdpTransition end : ends) {
            double value = values.score(
                            end.key(), end.state(), List.of(new OptionArm(end.option(), end.optionFeatures())))
                    .value()[0];
            sum += (value - end.reward()) * (value - end.reward());
        }
        return sum / ends.size();
    }

    private Fit linear(List<SmdpTransition> transitions) {
        return sweep(transitions, Optional.empty());
    }

    private Fit networked(List<SmdpTransition> transitions) {
        return sweep(
                transitions,
                Optional.of(OptionNetworks.fit(
                        transitions,
                        heuristicChoices,
                        agent.lowestReturn(),
                        agent.highestReturn(),
                        settings.seed(),
                        progress)));
    }

    private Fit sweep(List<SmdpTransition> transitions, Optional<NetworkBaseline> networks) {
        OptionAgent.Baseline baseline = networks.isPresent() ? networks.get() : OptionAgent.Baseline.ZERO;
        OptionAgent values = new OptionAgent(agent, baseline);
        double change = 0;
        double[] before = new double[transitions.size()];
        Arrays.fill(before, Double.POSITIVE_INFINITY);
        int sweep = 0;
        do {
            sweep++;
            OptionAgent fitted = new OptionAgent(agent, baseline);
            for (int i = 0; i < transitions.size(); i++) {
                fitted.learn(transitions.get(i), values);
                progress.at("options, sweep " + sweep, i + 1, transitions.size());
            }
            values = fitted;
            change = change(transitions, before, values);
        } while (sweep < SWEEPS_MAX && change >= CHANGE_SMALLEST);
        return new Fit(values, networks, sweep, change, new JsonObject());
    }

    /** The largest change of what is expected to come after an option; 0 where every option ended its task. */
    private static double change(List<SmdpTransition> transitions, double[] before, OptionAgent values) {
        double largest = 0;
        for (int i = 0; i < before.length; i++) {
            Optional<Next> next = transitions.get(i).next();
            if (next.isEmpty()) {
                continue;
            }
            double after = Arrays.stream(values.score(
                                    next.get().key(),
                                    next.get().state(),
                                    next.get().startable())
                            .value())
                    .max()
                    .orElse(0);
            largest = Math.max(largest, Math.abs(after - before[i]));
            before[i] = after;
        }
        return largest;
    }
}
