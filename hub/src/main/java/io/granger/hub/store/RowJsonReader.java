package io.granger.hub.store;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.Fields;
import io.granger.routing.Arm;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Cause;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.Mask;
import io.granger.routing.OutcomeRow;
import io.granger.routing.RewardParts;
import io.granger.routing.RoutingMode;
import io.granger.routing.Shadow;
import io.granger.task.Preset;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the contract's JSON of experience rows and outcomes: the inverse of {@link RowJson}.
 *
 * <p>Strict: a field that is not known, is missing or is out of range is an {@link ApiError} that names it. What {@link RowJson}
 * adds to the contract may be absent and is then 0 or empty, {@code closedAt} the time of the decision and its duration. Null inside a
 * state or a feature vector stands for a number that is missing. Pure; safe from any thread.
 */
public final class RowJsonReader {
    private static final int TEXT = 4_096;
    private static final int CANDIDATES = 100_000;
    private static final int VALUES = 1 << 20;
    private static final String BREAKER_LAST = "breaker-last";
    private static final Set<String> ROW = Set.of(
            ("schema decisionId taskId epoch seq level at pipeline capability optionId state candidates chosen propensity"
                            + " draw seedId policy revision floor mode arm heuristic heuristicChoice shadow fallback preset"
                            + " turn k durationMs rewardParts reward targets nextState terminated truncated cause closedAt")
                    .split(" "));
    private static final Set<String> CANDIDATE =
            Set.of("id", "instance", "features", "facts", "eligible", "mask", "score", "spread", "probability");

    private RowJsonReader() {}

    /** The row an object is. */
    public static ExperienceRow row(JsonObject json) {
        return row(json, Set.of());
    }

    /** The same where the object may also hold {@code others}, which are not looked at. */
    public static ExperienceRow row(JsonObject json, Set<String> others) {
        Set<String> known = new HashSet<>(ROW);
        known.addAll(others);
        Fields fields = Fields.strict(json, "", known);
        requireSchema(fields, RowJson.EXPERIENCE);
        return checked(() -> row(fields));
    }

    /** The outcome an object is. */
    public static OutcomeRow outcome(JsonObject json, String path) {
        Fields f = Fields.strict(
                json, path, Set.of("schema", "decisionId", "source", "key", "at", "score", "parts", "trust"));
        requireSchema(f, RowJson.OUTCOME);
        return checked(() -> new OutcomeRow(
                text(f, "decisionId"),
                text(f, "source"),
                text(f, "key"),
                time(f, "at"),
                f.number("score", 0, 1),
                f.object("parts").map(parts -> parts(parts, f.path("parts"))).orElse(RewardParts.NONE),
                number(f, "trust", 0, 1)));
    }

    private interface Made<T> {
        T make();
    }

    /** What the value types below the hub refuse is the sender's mistake too. */
    private static <T> T checked(Made<T> made) {
        try {
            return made.make();
        } catch (IllegalArgumentException refused) {
            throw ApiError.of(ErrorCode.BAD_VALUE, String.valueOf(refused.getMessage()));
        }
    }

    private static void requireSchema(Fields fields, String schema) {
        fields.required("schema", fields.word("schema", List.of(schema)));
    }

    private static ExperienceRow row(Fields f) {
        Decision decision = decision(f);
        Optional<JsonObject> next = f.object("nextState");
        long durationMs = whole(f, "durationMs", 0, Long.MAX_VALUE);
        return new ExperienceRow(
                decision,
                instance(f, decision.chosen()),
                (int) whole(f, "k", 0, Integer.MAX_VALUE),
                durationMs,
                parts(f.required("rewardParts", f.object("rewardParts")), "rewardParts"),
                number(f, "reward", -1, 1),
                f.list("targets", 0, RewardParts.COUNT, Fields::itemNumber)
                        .map(RowJsonReader::doubles)
                        .orElse(new double[0]),
                next.map(state -> raw(state, "nextState")),
                next.map(state -> layout(state, "nextState")),
                flag(f, "terminated"),
                flag(f, "truncated"),
                word(f, "cause", Cause.values(), Cause::word, Cause::of),
                f.has("closedAt") ? time(f, "closedAt") : decision.atMs() + durationMs);
    }

    private static Decision decision(Fields f) {
        JsonObject state = f.required("state", f.object("state"));
        String policy = text(f, "policy");
        List<CandidateEntry> candidates =
                f.required("candidates", f.list("candidates", 1, CANDIDATES, RowJsonReader::candidate));
        return new Decision(
                text(f, "decisionId"),
                text(f, "taskId"),
                (int) whole(f, "epoch", Integer.MIN_VALUE, Integer.MAX_VALUE),
                (int) whole(f, "seq", Integer.MIN_VALUE, Integer.MAX_VALUE),
                word(f, "level", Level.values(), Level::word, Level::of),
                time(f, "at"),
                text(f, "pipeline"),
                f.text("capability", TEXT),
                f.required("optionId", f.string("optionId")),
                layout(state, "state"),
                raw(state, "state"),
                candidates,
                (int) whole(f, "chosen", 0, candidates.size() - 1L),
                number(f, "propensity", Double.MIN_VALUE, 1),
                number(f, "draw", 0, 1),
                text(f, "seedId"),
                policy,
                whole(f, "revision", 0, Long.MAX_VALUE),
                f.number("floor", 0, 1).orElse(0),
                word(f, "mode", RoutingMode.values(), RoutingMode::word, RoutingMode::of),
                word(f, "arm", Arm.values(), Arm::word, Arm::of),
                f.string("heuristic").orElse(""),
                (int) whole(f, "heuristicChoice", 0, candidates.size() - 1L),
                f.object("shadow").map(RowJsonReader::shadow),
                f.text("fallback", TEXT),
                word(f, "preset", Preset.values(), Preset::word, Preset::of),
                f.whole("turn", Long.MIN_VALUE, Long.MAX_VALUE, 0));
    }

    private static CandidateEntry candidate(@Nullable Object item, String path) {
        Fields f = Fields.strict(Fields.itemObject(item, path), path, CANDIDATE);
        boolean isLast = f.string("mask").filter(BREAKER_LAST::equals).isPresent();
        return new CandidateEntry(
                text(f, "id"),
                floats(f, "features"),
                (int) f.whole("facts", Integer.MIN_VALUE, Integer.MAX_VALUE, 0),
                flag(f, "eligible"),
                isLast
                        ? Optional.empty()
                        : f.word(
                                "mask",
                                Arrays.stream(Mask.values()).map(Mask::word).toList(),
                                Mask::of),
                isLast,
                f.number("score", -Double.MAX_VALUE, Double.MAX_VALUE).orElse(0),
                f.number("spread", -Double.MAX_VALUE, Double.MAX_VALUE).orElse(0),
                number(f, "probability", 0, 1));
    }

    private static Optional<String> instance(Fields f, int chosen) {
        Object entry = f.list("candidates", 1, CANDIDATES).orElseThrow().get(chosen);
        String path = "candidates[" + chosen + "]";
        return Fields.lenient(Fields.itemObject(entry, path), path, CANDIDATE, name -> {})
                .string("instance");
    }

    private static Shadow shadow(JsonObject json) {
        Fields f = Fields.strict(json, "shadow", Set.of("policy", "revision", "chosen", "probabilities"));
        return new Shadow(
                text(f, "policy"),
                f.whole("revision", 0, Long.MAX_VALUE, 0),
                (int) whole(f, "chosen", 0, Integer.MAX_VALUE),
                doubles(f.required("probabilities", f.list("probabilities", 1, CANDIDATES, Fields::itemNumber))));
    }

    private static RewardParts parts(JsonObject json, String path) {
        Fields f = Fields.strict(json, path, Set.of("success", "latency", "quality", "cost"));
        return new RewardParts(part(f, "success"), part(f, "latency"), part(f, "quality"), part(f, "cost"));
    }

    private static OptionalDouble part(Fields f, String name) {
        return f.number(name, 0, 1);
    }

    private static String layout(JsonObject json, String path) {
        return text(state(json, path), "layout");
    }

    private static float[] raw(JsonObject json, String path) {
        return floats(state(json, path), "raw");
    }

    private static Fields state(JsonObject json, String path) {
        return Fields.strict(json, path, Set.of("layout", "raw"));
    }

    private static float[] floats(Fields f, String name) {
        List<Float> items = f.required(
                name,
                f.list(name, 0, VALUES, (item, at) -> item == null ? Float.NaN : (float) Fields.itemNumber(item, at)));
        float[] values = new float[items.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = items.get(i);
        }
        return values;
    }

    private static double[] doubles(List<Double> items) {
        return items.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static String text(Fields f, String name) {
        return f.required(name, f.text(name, TEXT));
    }

    private static long whole(Fields f, String name, long min, long max) {
        var value = f.whole(name, min, max);
        return f.required(name, value.isPresent() ? Optional.of(value.getAsLong()) : Optional.<Long>empty());
    }

    private static double number(Fields f, String name, double min, double max) {
        var value = f.number(name, min, max);
        return f.required(name, value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.<Double>empty());
    }

    private static boolean flag(Fields f, String name) {
        return f.required(name, f.has(name) ? Optional.of(f.flag(name, false)) : Optional.<Boolean>empty());
    }

    private static long time(Fields f, String name) {
        return f.required(name, f.parsed(name, TEXT, RowJsonReader::epochMs));
    }

    private static long epochMs(String text) {
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (java.time.format.DateTimeParseException notTime) {
            throw new IllegalArgumentException("must be a time such as 2026-01-31T12:00:00Z", notTime);
        }
    }

    private static <T> T word(
            Fields f,
            String name,
            T[] all,
            java.util.function.Function<T, String> word,
            java.util.function.Function<String, Optional<T>> of) {
        return f.required(name, f.word(name, Arrays.stream(all).map(word).toList(), of));
    }
}
