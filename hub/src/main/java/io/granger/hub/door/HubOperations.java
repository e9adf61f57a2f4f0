package io.granger.hub.door;

import io.granger.hub.cluster.BusMembers;
import io.granger.hub.config.HubConfig;
import io.granger.hub.control.RolloutPlan;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.Fields;
import io.granger.hub.store.HubStore;
import io.granger.hub.verticle.HubCore;
import io.granger.hub.verticle.IdempotencyBook;
import io.granger.hub.verticle.Worker;
import io.granger.task.FeatureSpec;
import io.granger.task.Pipeline;
import io.granger.task.Recipe;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Puts the operations of one hub together. Owner thread only. */
public final class HubOperations {
    /** How long the other hubs have to say which spokes there are before this one takes work without knowing. */
    private static final long TOLD_WITHIN_MS = 3_000;

    private final Vertx vertx;
    private final HubConfig config;
    private final HubStore store;
    private final HubCore core;
    private final LongSupplier clock;
    private final Supplier<JsonObject> bufferStats;
    private final MemberSpokes memberSpokes;
    private final Members members;
    private final RoutingOperations routing;

    /**
     * The operations of this core.
     *
     * @param node this hub's name among members
     * @param cluster the members of the cluster the bus runs over; empty for a bus of this hub's own
     * @param bufferStats figures of the replay buffer
     */
    public HubOperations(
            Vertx vertx,
            HubConfig config,
            HubStore store,
            HubCore core,
            String node,
            Optional<BusMembers> cluster,
            LongSupplier clock,
            Supplier<JsonObject> bufferStats) {
        this.vertx = vertx;
        this.config = config;
        this.store = store;
        this.core = core;
        this.clock = clock;
        this.bufferStats = bufferStats;
        this.members = new Members(vertx, node, cluster);
        this.memberSpokes = new MemberSpokes(vertx, core.desk(), node, cluster);
        this.routing = new RoutingOperations(
                clock,
                core.routing(),
                core.pipelines(),
                core.intake(),
                core.dryRun(),
                core.policy(),
                config.routing().share(),
                config.routing().maxSteps());
    }

    /** Joins the other hubs, if there can be any; completes when this one knows the spokes that they know. */
    public Future<Void> follow() {
        core.follow(vertx);
        return memberSpokes.follow(members.areOthers() ? TOLD_WITHIN_MS : 0);
    }

    /**
     * All operations, on this context.
     *
     * @param learning those of the learning loop, which do their work elsewhere
     */
    public Operations on(Context owner, Map<String, Operation> learning) {
        Map<String, Operation> all = new HashMap<>(learning);
        all.putAll(new TaskOperations(
                        new Worker(vertx),
                        clock,
                        store,
                        config.store().durability(),
                        config.routing().maxSteps(),
                        core.admission(),
                        core.intake(),
                        new IdempotencyBook(new Worker(vertx), store, clock),
                        core.runner(),
                        core.custody())
                .byName());
        all.putAll(new SpokeOperations(
                        core.desk(),
                        core.registry(),
                        core.trial(),
                        memberSpokes,
                        config.spokes().leaseMs(),
                        config.spokes().heartbeatMs(),
                        clock)
                .byName());
        all.putAll(routing.byName());
        all.putAll(new RolloutOperations(
                        clock,
                        new Worker(vertx),
                        store,
                        core.rollout(),
                        core.routing(),
                        core.pipelines(),
                        core.shelf(),
                        RolloutPlan.of(
                                config.rollout(),
                                config.gate().maxCensored(),
                                config.routing().holdout()))
                .byName());
        all.putAll(new DecisionOperations(
                        new Worker(vertx), store, core.outcomes(), core.replay(), bufferStats::get, clock)
                .byName());
        all.put("pipelines.list", (body, caller) -> Future.succeededFuture(pipelines()));
        all.put("pipelines.get", (body, caller) -> Future.succeededFuture(pipeline(body)));
        all.put("events.read", (body, caller) -> events(body));
        all.put("admin.backup", (body, caller) -> backup(body));
        return new Operations(owner, all, members);
    }

    private JsonObject pipelines() {
        var list = new JsonArray();
        core.pipelines().all().forEach(p -> list.add(view(p)));
        return new JsonObject().put("pipelines", list);
    }

    private JsonObject pipeline(JsonObject body) {
        var fields = Fields.strict(body, "", Set.of("name"));
        return view(core.pipelines().named(fields.required("name", fields.text("name", 64))));
    }

    private static JsonObject view(Pipeline p) {
        var features = new JsonArray();
        for (FeatureSpec f : p.features()) {
            features.add(new JsonObject()
                    .put("name", f.name())
                    .put("kind", f.kind().name().toLowerCase(Locale.ROOT)));
        }
        var view = new JsonObject()
                .put("name", p.name())
                .put("version", p.version())
                .put("accepts", p.accepts())
                .put("features", features);
        switch (p.recipe()) {
            case Recipe.Alternatives a -> {
                var chains = new JsonArray();
                a.chains().forEach(c -> chains.add(c.id().replace(">", " | ")));
                view.put("alternatives", chains);
            }
            case Recipe.Goal g ->
                view.put(
                        "goal",
                        new JsonObject()
                                .put("accepts", g.accepts())
                                .put("produces", g.produces())
                                .put("maxSteps", g.maxSteps())
                                .put("through", new JsonArray(g.through())));
        }
        p.deadlineMs().ifPresent(d -> view.put("deadlineMs", d));
        p.mode().ifPresent(m -> view.put("mode", m));
        return view;
    }

    private Future<JsonObject> events(JsonObject body) {
        var fields = Fields.strict(body, "", Set.of("since", "waitMs"));
        return core.log().read(fields.whole("since", 0, Long.MAX_VALUE, 0), fields.whole("waitMs", 0, 30_000, 0));
    }

    /** Writes a copy of the store below the data directory, where the hub may write. */
    private Future<JsonObject> backup(JsonObject body) {
        var fields = Fields.strict(body, "", Set.of("file"));
        var name = fields.required("file", fields.text("file", 200));
        Path folder = config.data().resolve("backups").normalize();
        Path file = folder.resolve(name).normalize();
        if (!folder.equals(file.getParent())) {
            throw ApiError.at(ErrorCode.FILE_NOT_ALLOWED, "file", "must be a plain file name, was '" + name + "'");
        }
        if (Files.exists(file)) {
            throw ApiError.at(ErrorCode.BAD_VALUE, "file", "'" + name + "' exists already in " + folder);
        }
        return new Worker(vertx).call(() -> write(store, folder, file));
    }

    private static JsonObject write(HubStore store, Path folder, Path file) throws IOException {
        Files.createDirectories(folder);
        store.backup(file);
        return new JsonObject().put("file", file.toAbsolutePath().toString()).put("bytes", Files.size(file));
    }
}
