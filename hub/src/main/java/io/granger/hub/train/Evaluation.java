package io.granger.hub.train;

import io.granger.task.Preset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The off-policy report of a version: beside the live policy and the heuristic, per pipeline and per segment, with the gate's verdict. */
final class Evaluation {
    private static final double SLOWEST = 0.95;

    private final PolicyPackage policy;
    private final JudgedPolicies policies;
    private final GateRules rules;

    /** Of a package by these rules. */
    Evaluation(PolicyPackage policy, JudgedPolicies policies, GateRules rules) {
        this.policy = policy;
        this.policies = policies;
        this.rules = rules;
    }

    /** Judges by the rows that training had not seen. */
    JsonObject of(SnapshotFile snapshot, long nowMs, TrainingProgress progress) {
        Optional<Preset> preset =
                Optional.ofNullable(policy.json().getString("preset")).flatMap(Preset::of);
        JudgedLog log = JudgedLog.of(snapshot.rows(), policy.setAside(), preset, policies, progress);
        GateRules.Findings findings = new GateRules.Findings(rules);
        Comparison steps = new Comparison(log.steps());
        Comparison tasks = new Comparison(log.tasks());
        boolean hasStepChoice = hasChoice(log.steps());
        if (hasStepChoice || (log.steps().isEmpty() && log.tasks().isEmpty())) {
            findings.level("steps", steps);
        }
        if (hasChoice(log.tasks())) {
            findings.coverage("tasks", tasks);
        }
        JsonObject report = new JsonObject()
                .put("version", policy.version())
                .put("live", policies.liveName())
                .put("snapshot", snapshot.hash())
                .put("rows", snapshot.rows().size())
                .put("steps", steps.toJson())
                .put("tasks", tasks.toJson())
                .put("episodes", episodes(log, findings))
                .put("pipelines", pipelines(log))
                .put("segments", segments(log, findings))
                .put("censored", log.censored())
                .put("golden", golden());
        findings.censored(log.censored());
        double micros = policies.micros(SLOWEST);
        findings.scoringMicros(micros);
        return report.put(
                        "scoring",
                        new JsonObject()
                                .put("medianMicros", policies.micros(0.5))
                                .put("p95Micros", micros))
                .put("gate", findings.report(policy.version(), nowMs).toJson());
    }

    /** Where nothing could be chosen differently there is nothing to judge. */
    private static boolean hasChoice(List<JudgedChoice> choices) {
        return choices.stream()
                .anyMatch(choice -> java.util.Arrays.stream(choice.fresh())
                                .filter(p -> p > 0)
                                .count()
                        > 1);
    }

    private JsonObject episodes(JudgedLog log, GateRules.Findings findings) {
        EpisodeValues values = new EpisodeValues(log.episodes());
        JsonObject json = new JsonObject().put("n", values.tasks());
        if (!hasChoice(log.tasks())) {
            return json;
        }
        Optional<EpisodeValues.Value> version = values.of(policies::fresh);
        Optional<EpisodeValues.Value> live = values.of(policies::live);
        version.ifPresent(value -> json.put("version", value.toJson()));
        live.ifPresent(value -> json.put("live", value.toJson()));
        values.of(policies::heuristic).ifPresent(value -> json.put("heuristic", value.toJson()));
        if (version.isPresent() && live.isPresent()) {
            findings.episodes(version.get(), live.get());
        }
        return json;
    }

    private static JsonObject pipelines(JudgedLog log) {
        Map<String, List<JudgedChoice>> steps = new TreeMap<>();
        Map<String, List<JudgedChoice>> tasks = new TreeMap<>();
        log.steps()
                .forEach(c -> steps.computeIfAbsent(c.pipeline(), p -> new ArrayList<>())
                        .add(c));
        log.tasks()
                .forEach(c -> tasks.computeIfAbsent(c.pipeline(), p -> new ArrayList<>())
                        .add(c));
        JsonObject json = new JsonObject();
        steps.keySet().forEach(p -> json.put(p, new JsonObject()));
        tasks.keySet().forEach(p -> json.put(p, new JsonObject()));
        steps.forEach((p, choices) -> json.getJsonObject(p).put("steps", new Comparison(choices).toJson()));
        tasks.forEach((p, choices) -> json.getJsonObject(p).put("tasks", new Comparison(choices).toJson()));
        return json;
    }

    private static JsonArray segments(JudgedLog log, GateRules.Findings findings) {
        JsonArray json = new JsonArray();
        for (String level : List.of("steps", "tasks")) {
            Map<String, List<JudgedChoice>> bySegment = new LinkedHashMap<>();
            for (JudgedChoice choice : level.equals("steps") ? log.steps() : log.tasks()) {
                choice.segments()
                        .forEach(s -> bySegment
                                .computeIfAbsent(s, any -> new ArrayList<>())
                                .add(choice));
            }
            bySegment.forEach((segment, choices) -> {
                Comparison comparison = new Comparison(choices);
                if (level.equals("steps")) {
                    // a first option followed by what the log's policy did is no value of a whole task: shown, never
                    // decides
                    findings.segment(level + ", " + segment, comparison);
                }
                json.add(comparison.toJson().put("level", level).put("segment", segment));
            });
        }
        return json;
    }

    /** How the version decides the golden decisions, beside the others. */
    private JsonObject golden() {
        List<GoldenDecision> golden = policy.golden();
        int[] others = new int[2];
        double[] apart = new double[2];
        for (GoldenDecision decision : golden) {
            double[] fresh = policies.fresh(decision.situation());
            double[][] beside = {policies.live(decision.situation()), policies.heuristic(decision.situation())};
            for (int i = 0; i < beside.length; i++) {
                others[i] += first(fresh) == first(beside[i]) ? 0 : 1;
                apart[i] += distance(fresh, beside[i]) / golden.size();
            }
        }
        return new JsonObject()
                .put("n", golden.size())
                .put("live", new JsonObject().put("others", others[0]).put("distance", apart[0]))
                .put("heuristic", new JsonObject().put("others", others[1]).put("distance", apart[1]));
    }

    private static int first(double[] vector) {
        int first = 0;
        for (int i = 1; i < vector.length; i++) {
            first = vector[i] > vector[first] ? i : first;
        }
        return first;
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs(one[i] - other[i]) / 2;
        }
        return sum;
    }
}
