package io.granger.sdk;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One call of the hub to a spoke, as CONTRACT section 1 shapes it. Read-only by agreement: its JSON is not to be changed. */
public final class Call {

    private static final Set<String> KNOWN = Set.of(
            "taskId",
            "stepId",
            "attempt",
            "attemptId",
            "effectKey",
            "capability",
            "input",
            "taskInput",
            "type",
            "features",
            "deadlineMs");
    private static final JsonObject NOTHING = new JsonObject();

    private final JsonObject body;

    private Call(JsonObject body) {
        this.body = body;
    }

    /**
     * Reads a call.
     *
     * @throws IllegalArgumentException when the body is no object, names no capability, or has a field of another kind
     */
    static Call of(Object body) {
        if (!(body instanceof JsonObject json)) {
            throw new IllegalArgumentException("a call must be a JSON object");
        }
        if (!(json.getValue("capability") instanceof String)) {
            throw new IllegalArgumentException("a call must name its capability");
        }
        expect(json, "input", JsonObject.class);
        expect(json, "taskInput", JsonObject.class);
        expect(json, "features", JsonObject.class);
        expect(json, "deadlineMs", Number.class);
        expect(json, "attempt", Number.class);
        for (String field : new String[] {"taskId", "stepId", "attemptId", "effectKey", "type"}) {
            expect(json, field, String.class);
        }
        return new Call(json);
    }

    private static void expect(JsonObject json, String field, Class<?> kind) {
        Object value = json.getValue(field);
        if (value != null && !kind.isInstance(value)) {
            throw new IllegalArgumentException("field " + field + " of a call must be a " + kind.getSimpleName()
                    + ", is " + value.getClass().getSimpleName());
        }
    }

    /** Which of the spoke's capabilities is asked for. */
    public String capability() {
        return body.getString("capability");
    }

    /** The task's id; empty in a trial call that belongs to no task. */
    public String taskId() {
        return body.getString("taskId", "");
    }

    /** The step's id, the same over all tries. */
    public String stepId() {
        return body.getString("stepId", "");
    }

    /** Which try of the step this is, from 1. */
    public int attempt() {
        return body.getInteger("attempt", 1);
    }

    /** This try's own id. */
    public String attemptId() {
        return body.getString("attemptId", "");
    }

    /** The key under which an effect may happen once only: a spoke with keyed effects stores it with the effect. */
    public String effectKey() {
        return body.getString("effectKey", stepId());
    }

    /** The task's input for the first step, the whole output of the step before for any other. */
    public JsonObject input() {
        return body.getJsonObject("input", NOTHING);
    }

    /** What the client gave the task. */
    public JsonObject taskInput() {
        return body.getJsonObject("taskInput", NOTHING);
    }

    /** The type of the input, if the hub named one. */
    public Optional<String> type() {
        return Optional.ofNullable(body.getString("type"));
    }

    /** The task's declared features. */
    public JsonObject features() {
        return body.getJsonObject("features", NOTHING);
    }

    /** Milliseconds left for this try when the hub sent it; {@link Long#MAX_VALUE} when it set no limit. */
    public long deadlineMs() {
        return body.getLong("deadlineMs", Long.MAX_VALUE);
    }

    /** The whole call as it came. */
    public JsonObject body() {
        return body;
    }

    /** Fields no one defined, in alphabetical order. */
    Set<String> unknownFields() {
        Set<String> unknown = new TreeSet<>(body.fieldNames());
        unknown.removeAll(KNOWN);
        return unknown;
    }
}
