package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.Fields;
import io.granger.hub.store.RowQuery;
import io.granger.hub.train.ExperienceFormat;
import io.granger.hub.train.SnapshotQuery;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What is asked for of the logged experience. */
final class ExperienceQuery {
    private static final int TEXT = 128;

    /** Fields of a {@link #snapshot}. */
    static final Set<String> FIELDS = Set.of("since", "until", "pipeline", "policy", "imported");

    private ExperienceQuery() {}

    /** The form a stream has. */
    static ExperienceFormat format(RoutingContext ctx) {
        var word = Optional.ofNullable(ctx.queryParams().get("format")).orElse("jsonl");
        return ExperienceFormat.of(word)
                .orElseThrow(() ->
                        ApiError.at(ErrorCode.BAD_VALUE, "format", "must be jsonl or dsjson, was '" + word + "'"));
    }

    static long time(String text, String name) {
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException notTime) {
            throw ApiError.at(
                    ErrorCode.BAD_VALUE, name, "must be a time such as 2026-01-31T12:00:00Z, was '" + text + "'");
        }
    }

    /** What a snapshot shall hold. */
    static SnapshotQuery snapshot(Fields fields) {
        return new SnapshotQuery(
                new RowQuery(time(fields, "since"), time(fields, "until"), fields.text("pipeline", TEXT)),
                fields.text("policy", TEXT),
                fields.flag("imported", true));
    }

    static SnapshotQuery snapshot(JsonObject body) {
        return snapshot(Fields.strict(body, "", FIELDS));
    }

    private static OptionalLong time(Fields fields, String name) {
        return fields.text(name, TEXT)
                .map(text -> OptionalLong.of(time(text, name)))
                .orElse(OptionalLong.empty());
    }
}
