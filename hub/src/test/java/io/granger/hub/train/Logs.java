package io.granger.hub.train;

import io.granger.routing.Arm;
import io.granger.routing.CandidateEntry;
import io.granger.routing.CandidateFeatures;
import io.granger.routing.Cause;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.OptionFeatures;
import io.granger.routing.RewardModel;
import io.granger.routing.RewardParts;
import io.granger.routing.RoutingMode;
import io.granger.task.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Logs of worlds whose truth is known. */
final class Logs {
    static final String LAYOUT = "v1-9f3a61c2";
    static final String GOOD = "good@1.0.0/read";
    static final String BAD = "bad@1.0.0/read";
    private static final int STATE = 12;

    private Logs() {}

    private static String taskId(int task) {
        return "t-" + String.format("%026d", task);
    }

    private static float[] state(Random random, Preset preset) {
        float[] state = new float[STATE];
        for (int i = 0; i < STATE - 4; i++) {
            state[i] = random.nextFloat();
        }
        for (int i = 0; i < 4; i++) {
            state[STATE - 4 + i] = (float) preset.weights()[i];
        }
        return state;
    }

    private static CandidateEntry entry(String id, int features, double probability) {
        float[] values = new float[features];
        // calls enough for nobody to be a newcomer
        if (features == CandidateFeatures.NAMES.size()) {
            values[CandidateFeatures.LOG_CALLS] = 7;
        }
        return new CandidateEntry(id, values, 0, true, Optional.empty(), false, 0, 0, probability);
    }

    /** A choice between candidates of equal chance, by the heuristic. */
    static Decision decision(int task, int seq, Level level, float[] state, List<String> ids, int chosen) {
        int features = level == Level.STEP ? CandidateFeatures.NAMES.size() : OptionFeatures.NAMES.size();
        return new Decision(
                taskId(task) + ".1-" + seq,
                taskId(task),
                1,
                seq,
                level,
                1_793_000_000_000L + 10L * task + seq,
                "documents",
                level == Level.STEP ? Optional.of("read") : Optional.empty(),
                "read",
                LAYOUT,
                state,
                ids.stream().map(id -> entry(id, features, 1.0 / ids.size())).toList(),
                chosen,
                1.0 / ids.size(),
                0.5,
                "5be1a0c2d3f4",
                "heuristic:power-of-two",
                0,
                0.02,
                RoutingMode.HEURISTIC,
                Arm.NONE,
                "power-of-two",
                chosen,
                Optional.empty(),
                Optional.empty(),
                Preset.BALANCED,
                task);
    }

    /** A row that closed at once. A step, or one that ended its task, has the parts; another has none. */
    static ExperienceRow row(Decision decision, double success, double quality, boolean terminated) {
        boolean pays = terminated || decision.level() == Level.STEP;
        double[] targets = pays ? new double[] {success, success * .5, success * quality, success * .5} : new double[0];
        return new ExperienceRow(
                decision,
                Optional.empty(),
                1,
                5,
                pays
                        ? new RewardParts(
                                OptionalDouble.of(success),
                                OptionalDouble.of(.5),
                                success == 1 ? OptionalDouble.of(quality) : OptionalDouble.empty(),
                                OptionalDouble.empty())
                        : RewardParts.NONE,
                pays ? RewardModel.score(decision.preset().weights(), targets) : 0,
                targets,
                Optional.empty(),
                Optional.empty(),
                terminated,
                false,
                success == 1 ? Cause.GOAL : Cause.EXHAUSTED,
                decision.atMs() + 5);
    }

    /** Steps of a uniform choice: the good spoke succeeds with .95, the bad one with .4; all qualities are .8. */
    static List<LoggedRow> steps(int n, long seed) {
        Random random = new Random(seed);
        List<LoggedRow> log = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int chosen = random.nextInt(2);
            double success = random.nextDouble() < (chosen == 1 ? .95 : .4) ? 1 : 0;
            Decision decision = decision(i, 2, Level.STEP, state(random, Preset.BALANCED), List.of(BAD, GOOD), chosen);
            log.add(new LoggedRow(row(decision, success, .8, false), List.of(), false));
        }
        return log;
    }

    /**
     * Tasks of one or two options: {@code direct} ends with quality .2; {@code detour} goes on to a choice of {@code best}, which ends with
     * quality 1, and {@code worst}, which fails.
     */
    static List<LoggedRow> options(int n, long seed) {
        Random random = new Random(seed);
        List<LoggedRow> log = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            float[] state = state(random, Preset.BALANCED);
            int first = random.nextInt(2);
            Decision decision = decision(i, 1, Level.OPTION, state, List.of("detour", "direct"), first);
            log.add(new LoggedRow(row(decision, 1, .2, first == 1), List.of(), false));
            if (first == 0) {
                int second = random.nextInt(2);
                float[] later = state.clone();
                later[0] += 5;
                Decision next = decision(i, 3, Level.OPTION, later, List.of("best", "worst"), second);
                log.add(new LoggedRow(row(next, second == 0 ? 1 : 0, 1, true), List.of(), false));
            }
        }
        return log;
    }
}
