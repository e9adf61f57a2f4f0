package io.granger.hub.train;

import io.granger.rl.ope.Episode;
import io.granger.rl.ope.EpisodeStep;
import io.granger.rl.ope.FittedQ;
import io.granger.rl.ope.LinearRegression;
import io.granger.rl.option.OptionArm;
import io.granger.rl.option.OptionEncoding;
import io.granger.rl.option.SmdpTransition;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Situation;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What whole tasks would come to under a policy, by fitted Q evaluation and its doubly robust form, in [0, 1]. Each key of options is fitted
 * for itself; tasks count alike.
 */
final class EpisodeValues {
    /** A key with fewer tasks is left out. */
    static final int TASKS_MIN = 50;

    /** Of a key with more, the latest count. */
    static final int TASKS_MAX = 4_000;

    private static final int ROUNDS_MAX = 6;
    private static final double LAMBDA = 1;

    private final Map<String, List<List<ExperienceRow>>> byKey = new TreeMap<>();

    /** Of these tasks' rows. */
    EpisodeValues(List<List<ExperienceRow>> episodes) {
        for (List<ExperienceRow> episode : episodes) {
            byKey.computeIfAbsent(episode.getFirst().decision().key(), key -> new ArrayList<>())
                    .add(episode);
        }
        byKey.values().removeIf(of -> of.size() < TASKS_MIN);
        byKey.replaceAll((key, of) -> of.subList(Math.max(0, of.size() - TASKS_MAX), of.size()));
    }

    /** Values of a policy. */
    record Value(double fqe, double doublyRobust, double standardError) {
        JsonObject toJson() {
            return new JsonObject().put("fqe", fqe).put("drFqe", doublyRobust).put("standardError", standardError);
        }
    }

    /** The value of a policy; empty when there are too few tasks. */
    Optional<Value> of(Function<Situation, double[]> policy) {
        double tasks = 0;
        double fqe = 0;
        double robust = 0;
        double variance = 0;
        for (List<List<ExperienceRow>> rows : byKey.values()) {
            FittedQ.Estimate[] found = estimates(rows, policy);
            double n = rows.size();
            tasks += n;
            fqe += n * found[0].value();
            robust += n * found[1].value();
            variance += n * n * found[1].standardError() * found[1].standardError();
        }
        return tasks == 0
                ? Optional.empty()
                : Optional.of(new Value(fqe / tasks, robust / tasks, Math.sqrt(variance) / tasks));
    }

    private static FittedQ.Estimate[] estimates(List<List<ExperienceRow>> rows, Function<Situation, double[]> policy) {
        OptionEncoding encoding = OptionEncoding.of(rows.stream()
                .flatMap(List::stream)
                .map(row -> transition(row.decision()))
                .toList());
        Map<Situation, double[]> known = new IdentityHashMap<>();
        FittedQ.TargetPolicy<Situation> target = s -> known.computeIfAbsent(s, policy);
        int longest = 1;
        List<Episode<Situation>> episodes = new ArrayList<>();
        for (List<ExperienceRow> episode : rows) {
            longest = Math.max(longest, episode.size());
            episodes.add(episode(episode, target));
        }
        FittedQ<Situation> fitted = new FittedQ<>(
                new LinearRegression<>((s, option) -> features(encoding, s, option), LAMBDA),
                target,
                1,
                Math.min(ROUNDS_MAX, longest));
        return new FittedQ.Estimate[] {fitted.evaluate(episodes), fitted.evaluateDoublyRobust(episodes)};
    }

    private static SmdpTransition transition(Decision d) {
        CandidateEntry chosen = d.chosenEntry();
        return new SmdpTransition(d.key(), chosen.id(), d.state(), chosen.features(), 0, 1, true, Optional.empty());
    }

    private static Episode<Situation> episode(List<ExperienceRow> rows, FittedQ.TargetPolicy<Situation> target) {
        List<Situation> situations =
                rows.stream().map(row -> row.decision().situation()).toList();
        List<EpisodeStep<Situation>> steps = new ArrayList<>();
        for (int i = 0; i < situations.size(); i++) {
            ExperienceRow row = rows.get(i);
            boolean isLast = i + 1 == situations.size();
            steps.add(new EpisodeStep<>(
                    situations.get(i),
                    row.decision().chosen(),
                    row.decision().propensity(),
                    target.probabilities(situations.get(i)),
                    isLast ? (row.reward() + 1) / 2 : 0,
                    1,
                    isLast ? Optional.empty() : Optional.of(situations.get(i + 1))));
        }
        return new Episode<>(steps);
    }

    private static double[] features(OptionEncoding encoding, Situation s, int option) {
        CandidateEntry entry = s.candidates().get(option);
        float[] state = encoding.state(s.state());
        float[] of = encoding.option(new OptionArm(entry.id(), entry.features()));
        double[] x = new double[1 + state.length + of.length];
        x[0] = 1;
        for (int i = 0; i < state.length; i++) {
            x[1 + i] = state[i];
        }
        for (int i = 0; i < of.length; i++) {
            x[1 + state.length + i] = of[i];
        }
        return x;
    }

    /** How many tasks count. */
    int tasks() {
        return byKey.values().stream().mapToInt(List::size).sum();
    }
}
