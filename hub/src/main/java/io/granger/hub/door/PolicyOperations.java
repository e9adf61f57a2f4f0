package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.Fields;
import io.granger.hub.train.EvaluationRequest;
import io.granger.hub.train.GateReport;
import io.granger.hub.train.PolicyFolder;
import io.granger.hub.train.TrainingDesk;
import io.granger.hub.train.TrainingRequest;
import io.granger.hub.train.TrainingSettings;
import io.granger.hub.train.TrainingSettings.Model;
import io.granger.hub.verticle.Worker;
import io.granger.routing.LearnedRouter;
import io.granger.task.Preset;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What is asked of policies: to train one, which there are, what is known of one. Its work is done elsewhere. */
public final class PolicyOperations {
    private static final int TEXT = 128;
    private static final Set<String> TRAIN_FIELDS = trainFields();
    private static final Set<String> EVALUATE_FIELDS = evaluateFields();

    private final Worker worker;
    private final TrainingDesk desk;
    private final TrainingRequest.Places places;
    private final EvaluationRequest.Ground ground;
    private final Supplier<String> live;
    private final PolicyFolder policies;

    /**
     * Operations over these places.
     *
     * @param live what decides now where learned routing is on, else {@code heuristic}; asked on the owner thread
     */
    public PolicyOperations(
            Vertx vertx,
            TrainingDesk desk,
            TrainingRequest.Places places,
            EvaluationRequest.Ground ground,
            Supplier<String> live) {
        this.ground = ground;
        this.live = live;
        this.worker = new Worker(vertx);
        this.desk = desk;
        this.places = places;
        this.policies = places.folder();
    }

    private static Set<String> evaluateFields() {
        Set<String> fields = new HashSet<>(ExperienceQuery.FIELDS);
        fields.addAll(Set.of("version", "live", "snapshot"));
        return Set.copyOf(fields);
    }

    private static Set<String> trainFields() {
        Set<String> fields = new HashSet<>(ExperienceQuery.FIELDS);
        fields.addAll(Set.of("seed", "preset", "model", "setAside", "snapshot", "parent"));
        return Set.copyOf(fields);
    }

    /** By name, as on the bus. */
    public Map<String, Operation> byName() {
        return Map.of(
                "policies.train",
                (body, caller) -> Future.succeededFuture(train(body)),
                "policies.evaluate",
                (body, caller) -> evaluate(body),
                "policies.training",
                (body, caller) -> Future.succeededFuture(desk.status()),
                "policies.list",
                (body, caller) -> worker.call(this::list),
                "policies.get",
                (body, caller) -> get(body));
    }

    private JsonObject train(JsonObject body) {
        var f = Fields.strict(body, "", TRAIN_FIELDS);
        var defaults = TrainingSettings.DEFAULT;
        var settings = new TrainingSettings(
                f.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE, defaults.seed()),
                f.word("preset", List.of("balanced", "speed", "cost", "quality"), Preset::of),
                f.text("parent", TEXT),
                f.number("setAside", 0, TrainingSettings.SET_ASIDE_MAX).orElse(defaults.setAside()),
                f.word("model", Model.WORDS, Model::of).orElse(defaults.model()));
        return desk.start(
                new TrainingRequest(ExperienceQuery.snapshot(f), f.text("snapshot", TEXT), settings).work(places));
    }

    private Future<JsonObject> evaluate(JsonObject body) {
        var f = Fields.strict(body, "", EVALUATE_FIELDS);
        var version = f.required("version", f.text("version", TEXT));
        var decides = live.get();
        var asked = new EvaluationRequest(
                version,
                f.text("live", TEXT).orElse(decides.equals(version) ? "heuristic" : decides),
                ExperienceQuery.snapshot(f),
                f.text("snapshot", TEXT));
        // whether there are such policies is told now, and not when the work has begun
        return worker.call(() -> {
                    policies.read(version);
                    if (!asked.live().equals("heuristic") && !asked.live().equals(LearnedRouter.POLICY)) {
                        policies.read(asked.live());
                    }
                    return asked.work(places, ground);
                })
                .map(desk::start);
    }

    private JsonObject list() throws IOException {
        var list = new JsonArray()
                .add(new JsonObject().put("version", LearnedRouter.POLICY).put("builtIn", true));
        for (String version : policies.versions()) {
            try {
                list.add(summary(version));
            } catch (ApiError damaged) {
                list.add(new JsonObject().put("version", version).put("gate", "damaged"));
            }
        }
        return new JsonObject().put("policies", list).put("training", desk.status());
    }

    private JsonObject summary(String version) throws IOException {
        var manifest = policies.read(version).json();
        var training = manifest.getJsonObject("training", new JsonObject());
        var summary = new JsonObject()
                .put("version", version)
                .put(
                        "createdAt",
                        Instant.ofEpochMilli(policies.writtenAtMs(version)).toString())
                .put("rows", training.getLong("stepRows", 0L) + training.getLong("transitions", 0L))
                .put("snapshot", manifest.getString("snapshot"))
                .put("seed", manifest.getLong("seed"))
                .put(
                        "gate",
                        policies.gate(version)
                                .map(gate -> gate.verdict().word())
                                .orElse("not evaluated"));
        for (String name : List.of("parent", "preset")) {
            Optional.ofNullable(manifest.getString(name)).ifPresent(value -> summary.put(name, value));
        }
        return summary;
    }

    private Future<JsonObject> get(JsonObject body) {
        var f = Fields.strict(body, "", Set.of("version"));
        var version = f.required("version", f.text("version", TEXT));
        if (version.equals(LearnedRouter.POLICY)) {
            return Future.succeededFuture(
                    new JsonObject().put("version", version).put("builtIn", true));
        }
        return worker.call(() -> {
            var view = summary(version);
            var manifest = policies.read(version).json();
            manifest.remove("golden");
            view.put("manifest", manifest);
            policies.evaluation(version).ifPresent(evaluation -> view.put("evaluation", evaluation));
            policies.gate(version).map(GateReport::toJson).ifPresent(gate -> view.put("gateReport", gate));
            return view;
        });
    }
}
