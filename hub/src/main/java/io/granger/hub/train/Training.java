package io.granger.hub.train;

import io.granger.rl.bandit.PartsBandit;
import io.granger.rl.option.NetworkBaseline;
import io.granger.rl.option.OptionAgent;
import io.granger.rl.option.SmdpTransition;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.LearnedRouter;
import io.granger.routing.Level;
import io.granger.routing.RewardModel;
import io.granger.routing.Situation;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains the built-in kind of policy on a log: exact ridge bandits for steps, fitted Q over options for the rest, both with the log's
 * outcomes joined.
 *
 * <p>How long a step is remembered is chosen by progressive validation: each row is predicted before it is learnt, and the memory with
 * the smallest mean squared error wins (Blum, Kalai and Langford 1999, "Beating the hold-out"). The values of options are passed over
 * until the largest change of a target is below {@value OptionFit#CHANGE_SMALLEST}. The same rows give the same bits. Pure.
 */
final class Training {
    private static final int[] MEMORIES = {1_000, 10_000, 100_000};
    private static final int HELD_OUT_EVERY = 5;

    private final List<ExperienceRow> steps = new ArrayList<>();
    private final List<OptionFit.Lesson> lessons = new ArrayList<>();
    private final List<Decision> heuristicChoices = new ArrayList<>();
    private final TrainingProgress progress;
    private int tasks;
    private int cutOff;

    /**
     * What came of it.
     *
     * @param networks of options, where they foretold better than linear values alone
     */
    record Trained(
            byte[] steps, byte[] options, Optional<byte[]> networks, JsonObject hyperParameters, JsonObject report) {}

    private Training(TrainingProgress progress) {
        this.progress = progress;
    }

    /** Trains on rows in the order they closed; at least one row must teach something. */
    static Trained train(List<LoggedRow> log, TrainingSettings settings, TrainingProgress progress) {
        Training training = new Training(progress);
        training.take(log, settings);
        if (training.steps.isEmpty() && training.lessons.isEmpty()) {
            throw new IllegalArgumentException("rows that teach something must be at least 1, are 0 of " + log.size());
        }
        return training.fit(settings);
    }

    private void take(List<LoggedRow> log, TrainingSettings settings) {
        Map<String, List<ExperienceRow>> tasks = new LinkedHashMap<>();
        for (LoggedRow logged : log) {
            ExperienceRow row =
                    settings.preset().map(preset -> Rescored.of(logged, preset)).orElseGet(() -> Rescored.of(logged));
            if (row.decision().level() == Level.STEP) {
                if (row.targets().length > 0) {
                    steps.add(row);
                }
            } else {
                tasks.computeIfAbsent(row.decision().taskId(), id -> new ArrayList<>())
                        .add(row);
            }
        }
        tasks.values().forEach(this::takeTask);
    }

    private void takeTask(List<ExperienceRow> rows) {
        boolean isHeldOut = ++tasks % HELD_OUT_EVERY == 0;
        rows.sort(Comparator.comparingInt((ExperienceRow row) -> row.decision().epoch())
                .thenComparingInt(row -> row.decision().seq()));
        for (int i = 0; i < rows.size(); i++) {
            Optional<Situation> next =
                    i + 1 < rows.size() ? Optional.of(rows.get(i + 1).decision().situation()) : Optional.empty();
            Optional<SmdpTransition> transition = LearnedRouter.transition(rows.get(i), next);
            transition.ifPresent(t -> lessons.add(new OptionFit.Lesson(t, isHeldOut)));
            Decision decision = rows.get(i).decision();
            if (decision.byHeuristic()) {
                heuristicChoices.add(decision);
            }
            cutOff += transition.isEmpty() ? 1 : 0;
        }
    }

    private Trained fit(TrainingSettings settings) {
        JsonObject errors = new JsonObject();
        int memory = MEMORIES[0];
        double least = Double.POSITIVE_INFINITY;
        PartsBandit best = new PartsBandit();
        for (int candidate : MEMORIES) {
            // a memory longer than the log is no other memory
            if (candidate > MEMORIES[0] && candidate > 10 * steps.size()) {
                break;
            }
            PartsBandit bandit = new PartsBandit(PartsBandit.DEFAULTS.withMemory(candidate));
            double error = progressiveError(bandit, candidate);
            errors.put(Integer.toString(candidate), error);
            if (error < least) {
                least = error;
                memory = candidate;
                best = bandit;
            }
        }
        OptionFit.Fit options = new OptionFit(lessons, heuristicChoices, memory, settings, progress).fit();
        JsonObject hyperParameters = new JsonObject()
                .put("algorithm", "ridge-steps+fitted-q-options")
                .put("model", options.networks().isPresent() ? "network" : "linear")
                .put("memory", memory)
                .put("sweeps", options.sweeps())
                .put("gamma", 1);
        JsonObject report = new JsonObject()
                .put("stepRows", steps.size())
                .put("transitions", lessons.size())
                .put("model", options.networks().isPresent() ? "network" : "linear")
                .put("heldOutError", options.heldOutError())
                .put("cutOff", cutOff)
                .put("progressiveError", errors)
                .put("rewardVariance", variance())
                .put("lastChange", options.change());
        return new Trained(
                best.save(),
                options.agent().save(),
                options.networks().map(NetworkBaseline::save),
                hyperParameters,
                report);
    }

    /** Mean squared difference between the reward of each step and what was expected of it before it was learnt. */
    private double progressiveError(PartsBandit bandit, int memory) {
        LearnedRouter router = new LearnedRouter(bandit, new OptionAgent(), true);
        double sum = 0;
        for (int i = 0; i < steps.size(); i++) {
            ExperienceRow row = steps.get(i);
            double expected = router.score(row.decision().situation())
                    .value()[row.decision().chosen()];
            double seen = RewardModel.score(row.decision().preset().weights(), row.targets());
            sum += (expected - seen) * (expected - seen);
            router.learnStep(row);
            progress.at("steps, memory " + memory, i + 1, steps.size());
        }
        return steps.isEmpty() ? 0 : sum / steps.size();
    }

    private double variance() {
        double sum = 0;
        double squares = 0;
        for (ExperienceRow row : steps) {
            double reward = RewardModel.score(row.decision().preset().weights(), row.targets());
            sum += reward;
            squares += reward * reward;
        }
        double mean = steps.isEmpty() ? 0 : sum / steps.size();
        return steps.isEmpty() ? 0 : squares / steps.size() - mean * mean;
    }
}
