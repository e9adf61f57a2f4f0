package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.Fields;
import io.granger.hub.shape.SpokeAnswer;
import io.granger.hub.shape.SpokeCalls;
import io.granger.hub.shape.SpokeShape;
import io.granger.hub.verticle.SpokeDesk;
import io.granger.hub.verticle.SpokeTrial;
import io.granger.registry.SpokeRegistry;
import io.granger.registry.SpokeStatus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What spokes ask, and what operators ask about them. Owner thread only. */
final class SpokeOperations {
    private static final Logger LOG = LoggerFactory.getLogger(SpokeOperations.class);
    private static final int ID_CHARS = 320;

    private final SpokeDesk desk;
    private final SpokeRegistry registry;
    private final SpokeTrial trial;
    private final MemberSpokes members;
    private final IgnoredFields ignored = new IgnoredFields();
    private final long leaseMs;
    private final long heartbeatMs;
    private final LongSupplier clock;

    SpokeOperations(
            SpokeDesk desk,
            SpokeRegistry registry,
            SpokeTrial trial,
            MemberSpokes members,
            long leaseMs,
            long heartbeatMs,
            LongSupplier clock) {
        this.desk = desk;
        this.registry = registry;
        this.trial = trial;
        this.members = members;
        this.leaseMs = leaseMs;
        this.heartbeatMs = heartbeatMs;
        this.clock = clock;
    }

    Map<String, Operation> byName() {
        return Map.of(
                "spokes.register", (body, caller) -> register(body),
                "spokes.heartbeat", (body, caller) -> heartbeat(body),
                "spokes.deregister", (body, caller) -> deregister(body),
                "spokes.list", (body, caller) -> list(body),
                "spokes.get", (body, caller) -> get(body),
                "spokes.drain", (body, caller) -> drain(body),
                "spokes.try", (body, caller) -> tryOut(body));
    }

    private Future<JsonObject> register(JsonObject body) {
        // Without tokens the address is the owner.
        var owner = body.getValue("address") instanceof String address ? address : "";
        var who = body.getValue("name") + "@" + body.getValue("version");
        var spoke = SpokeShape.read(body, owner, field -> ignored.note(who, field));
        var spokeId = desk.register(spoke);
        members.registered(spokeId, body);
        return Future.succeededFuture(
                new JsonObject().put("spokeId", spokeId).put("leaseMs", leaseMs).put("heartbeatMs", heartbeatMs));
    }

    private Future<JsonObject> heartbeat(JsonObject body) {
        var beat = SpokeCalls.heartbeat(body, field -> ignored.note("a heartbeat", field));
        desk.heartbeat(beat.spokeId());
        members.beat(beat.spokeId());
        return Future.succeededFuture(new JsonObject().put("leaseMs", leaseMs));
    }

    private Future<JsonObject> deregister(JsonObject body) {
        var goodbye = SpokeCalls.goodbye(body, field -> ignored.note("a goodbye", field));
        var left = desk.deregister(goodbye.spokeId(), goodbye.drain());
        if (!left.isComplete()) {
            members.draining(goodbye.spokeId());
        }
        return left.map(v -> {
            members.left(goodbye.spokeId());
            return new JsonObject();
        });
    }

    private Future<JsonObject> list(JsonObject body) {
        Fields.strict(body, "", Set.of());
        var spokes = new JsonArray();
        registry.list(clock.getAsLong()).forEach(s -> spokes.add(SpokeView.of(s)));
        return Future.succeededFuture(new JsonObject().put("spokes", spokes));
    }

    private Future<JsonObject> get(JsonObject body) {
        var fields = Fields.strict(body, "", Set.of("spokeId"));
        return Future.succeededFuture(SpokeView.of(find(fields).getFirst()));
    }

    private Future<JsonObject> drain(JsonObject body) {
        var fields = Fields.strict(body, "", Set.of("spokeId"));
        var found = find(fields);
        found.forEach(s -> {
            desk.drain(s.spoke().spokeId());
            members.draining(s.spoke().spokeId());
        });
        LOG.info("draining {} by request", found.getFirst().spoke().name());
        return Future.succeededFuture(SpokeView.of(find(fields).getFirst()));
    }

    private Future<JsonObject> tryOut(JsonObject body) {
        var fields = Fields.strict(body, "", Set.of("spokeId", "input", "capability"));
        var spoke = find(fields).getFirst().spoke();
        var names = spoke.capabilities().stream().map(c -> c.name()).toList();
        var capability = fields.text("capability", 63).orElse(names.getFirst());
        if (!names.contains(capability)) {
            throw ApiError.at(
                    ErrorCode.CAPABILITY_UNKNOWN,
                    "capability",
                    "'" + capability + "' is not offered by " + spoke.spokeId() + "; it offers "
                            + String.join(", ", names));
        }
        long startMs = clock.getAsLong();
        return trial.call(spoke, capability, fields.required("input", fields.object("input")))
                .map(answer -> new JsonObject()
                        .put("spoke", spoke.spokeId())
                        .put("capability", capability)
                        .put("ms", clock.getAsLong() - startMs)
                        .put("answer", answer(answer)));
    }

    private static JsonObject answer(SpokeAnswer answer) {
        return switch (answer) {
            case SpokeAnswer.Output output -> {
                var json = new JsonObject().put("output", output.output());
                output.quality().ifPresent(q -> json.put("quality", q));
                output.cost().ifPresent(c -> json.put("cost", c));
                yield json;
            }
            case SpokeAnswer.Error error ->
                new JsonObject()
                        .put(
                                "error",
                                new JsonObject()
                                        .put("class", error.failureClass().word())
                                        .put("message", error.message())
                                        .put("retryable", error.retryable()));
        };
    }

    /** Instances by spoke id, by name@version or by name. */
    private List<SpokeStatus> find(Fields fields) {
        var id = fields.required("spokeId", fields.text("spokeId", ID_CHARS));
        var found = registry.list(clock.getAsLong()).stream()
                .filter(s -> s.spoke().spokeId().equals(id)
                        || s.spoke().name().equals(id)
                        || (s.spoke().name() + "@" + s.spoke().version()).equals(id))
                .toList();
        if (found.isEmpty()) {
            throw ApiError.of(ErrorCode.SPOKE_UNKNOWN, "no spoke " + id + " is registered");
        }
        return found;
    }
}
