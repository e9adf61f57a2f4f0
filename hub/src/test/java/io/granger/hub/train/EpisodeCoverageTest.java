package io.granger.hub.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.routing.ExperienceRow;
import io.granger.routing.Situation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Values of whole tasks with their errors, over many logs of a world whose truth dynamic programming knows. */
class EpisodeCoverageTest {
    private static final int LOGS = 200;
    private static final int TASKS = 200;

    /** In [0, 1]: a task that goes direct is worth .61, one that ends with the best .85, with the worst 0. */
    private static double truth(double detour, double best) {
        return detour * best * .85 + (1 - detour) * .61;
    }

    private static Function<Situation, double[]> policy(double detour, double best) {
        return situation -> {
            double first = situation.candidates().getFirst().id().equals("detour") ? detour : best;
            return new double[] {first, 1 - first};
        };
    }

    private static List<List<ExperienceRow>> tasks(long seed) {
        Map<String, List<ExperienceRow>> byTask = new LinkedHashMap<>();
        for (LoggedRow logged : Logs.options(TASKS, seed)) {
            byTask.computeIfAbsent(logged.row().decision().taskId(), task -> new ArrayList<>())
                    .add(logged.row());
        }
        return List.copyOf(byTask.values());
    }

    /** The gate's bound may lie above the truth in 5 % of the logs, the interval may miss it in 5 %: 4.6 % more is 3 sigma. */
    @Test
    void errors_coverTheTruth_asOftenAsTheySay() {
        var fresh = policy(.9, .9);
        var live = policy(.5, .5);
        double value = truth(.9, .9);
        double difference = value - truth(.5, .5);
        int missed = 0;
        int above = 0;
        double mean = 0;
        for (int log = 0; log < LOGS; log++) {
            var values = new EpisodeValues(tasks(1_000 + log));
            var ours = values.of(fresh).orElseThrow();
            var theirs = values.of(live).orElseThrow();
            double error = Math.hypot(ours.standardError(), theirs.standardError());
            missed += Math.abs(ours.doublyRobust() - value) > 1.96 * ours.standardError() ? 1 : 0;
            above += ours.doublyRobust() - theirs.doublyRobust() - 1.645 * error > difference ? 1 : 0;
            mean += ours.doublyRobust() / LOGS;
        }
        assertThat(missed).isLessThanOrEqualTo(19);
        assertThat(above).isLessThanOrEqualTo(19);
        assertThat(mean).isCloseTo(value, within(.01));
    }
}
