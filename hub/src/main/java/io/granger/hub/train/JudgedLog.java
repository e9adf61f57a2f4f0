package io.granger.hub.train;

import io.granger.rl.option.OptionAgent;
import io.granger.rl.option.OptionArm;
import io.granger.rl.option.SmdpTransition;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.LearnedRouter;
import io.granger.routing.Level;
import io.granger.routing.Situation;
import io.granger.task.Preset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a snapshot as they are judged by: steps one by one, tasks by their first choice of an option with what the whole task came
 * to. Rows the judged version may have learnt from only teach the reward model, which values each row before it learns it.
 */
final class JudgedLog {
    private final List<JudgedChoice> steps = new ArrayList<>();
    private final List<JudgedChoice> tasks = new ArrayList<>();
    private final List<List<ExperienceRow>> episodes = new ArrayList<>();
    private final SetAside aside;
    private final Optional<Preset> preset;
    private final JudgedPolicies policies;
    private int ended;
    private int censored;

    private JudgedLog(SetAside aside, Optional<Preset> preset, JudgedPolicies policies) {
        this.aside = aside;
        this.preset = preset;
        this.policies = policies;
    }

    /** Reads a log in the order its decisions closed. */
    static JudgedLog of(
            List<LoggedRow> rows,
            SetAside aside,
            Optional<Preset> preset,
            JudgedPolicies policies,
            TrainingProgress progress) {
        JudgedLog log = new JudgedLog(aside, preset, policies);
        log.takeSteps(rows, progress);
        log.takeTasks(rows, progress);
        return log;
    }

    List<JudgedChoice> steps() {
        return steps;
    }

    /** First choices of options. */
    List<JudgedChoice> tasks() {
        return tasks;
    }

    /** Option and recovery rows of each judged task that ended by itself, in their order. */
    List<List<ExperienceRow>> episodes() {
        return episodes;
    }

    /** Share of judged tasks that were cut off from outside. */
    double censored() {
        return ended + censored == 0 ? 0 : (double) censored / (ended + censored);
    }

    private ExperienceRow rescored(LoggedRow logged) {
        return preset.map(p -> Rescored.of(logged, p)).orElseGet(() -> Rescored.of(logged));
    }

    private static double unit(double reward) {
        return Math.clamp((reward + 1) / 2, 0, 1);
    }

    private void takeSteps(List<LoggedRow> rows, TrainingProgress progress) {
        LearnedRouter model = LearnedRouter.cold();
        for (int i = 0; i < rows.size(); i++) {
            progress.at("steps", i + 1, rows.size());
            LoggedRow logged = rows.get(i);
            if (logged.row().decision().level() != Level.STEP || logged.targets().length == 0) {
                continue;
            }
            ExperienceRow row = rescored(logged);
            if (aside.judges(logged)) {
                double[] expected = model.score(row.decision().situation()).value();
                steps.add(choice(row.decision(), unit(row.reward()), expected));
            }
            model.learnStep(row);
        }
    }

    private void takeTasks(List<LoggedRow> rows, TrainingProgress progress) {
        Map<String, List<LoggedRow>> byTask = new LinkedHashMap<>();
        for (LoggedRow row : rows) {
            if (row.row().decision().level() != Level.STEP) {
                byTask.computeIfAbsent(row.row().decision().taskId(), id -> new ArrayList<>())
                        .add(row);
            }
        }
        OptionAgent model = new OptionAgent();
        int done = 0;
        for (List<LoggedRow> task : byTask.values()) {
            progress.at("tasks", ++done, byTask.size());
            task.sort(Comparator.comparingInt(
                            (LoggedRow row) -> row.row().decision().epoch())
                    .thenComparingInt(row -> row.row().decision().seq()));
            takeTask(task, model);
        }
    }

    private void takeTask(List<LoggedRow> task, OptionAgent model) {
        ExperienceRow last = rescored(task.getLast());
        boolean isJudged = aside.judges(task.getFirst());
        if (!last.terminated() || task.stream().anyMatch(row -> row.row().truncated())) {
            censored += isJudged && task.getLast().row().truncated() ? 1 : 0;
            return;
        }
        ended += isJudged ? 1 : 0;
        ExperienceRow first = rescored(task.getFirst());
        Decision decision = first.decision();
        if (isJudged && decision.level() == Level.OPTION) {
            tasks.add(choice(decision, unit(last.reward()), expected(model, decision)));
            episodes.add(task.stream().map(this::rescored).toList());
        }
        CandidateEntry chosen = decision.chosenEntry();
        model.learn(new SmdpTransition(
                decision.key(),
                chosen.id(),
                decision.state(),
                chosen.features(),
                last.reward(),
                1,
                true,
                Optional.empty()));
    }

    private static double[] expected(OptionAgent model, Decision decision) {
        List<CandidateEntry> candidates = decision.candidates();
        List<OptionArm> arms = candidates.stream()
                .map(entry -> new OptionArm(entry.id(), entry.features()))
                .toList();
        return model.score(decision.key(), decision.state(), arms).value();
    }

    private JudgedChoice choice(Decision d, double reward, double[] expected) {
        Situation situation = d.situation();
        double[] logged = new double[d.candidates().size()];
        for (int i = 0; i < logged.length; i++) {
            logged[i] = d.candidates().get(i).probability();
            expected[i] = unit(expected[i]);
        }
        List<String> segments = new ArrayList<>();
        segments.add("pipeline=" + d.pipeline());
        d.capability().ifPresent(capability -> segments.add("capability=" + capability));
        segments.add("preset=" + d.preset().word());
        return new JudgedChoice(
                d.pipeline(),
                List.copyOf(segments),
                d.chosen(),
                reward,
                logged,
                policies.fresh(situation),
                policies.live(situation),
                policies.heuristic(situation),
                expected);
    }
}
