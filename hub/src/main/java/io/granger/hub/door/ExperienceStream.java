package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.RowJson;
import io.granger.hub.store.StoredRow;
import io.granger.hub.verticle.Worker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Experience rows as JSON Lines, streamed page by page at the pace of the reader. */
public final class ExperienceStream implements HttpExtra {
    private static final int PAGE = 500;
    private static final List<String> KNOWN = List.of("format", "since", "until", "pipeline");

    private final Worker worker;
    private final HubStore store;

    /** A stream from this store. */
    public ExperienceStream(Vertx vertx, HubStore store) {
        this.worker = new Worker(vertx);
        this.store = store;
    }

    private record Filter(OptionalLong sinceMs, OptionalLong untilMs, Optional<String> pipeline) {
        boolean holds(StoredRow stored) {
            var decision = stored.row().decision();
            return decision.atMs() >= sinceMs.orElse(Long.MIN_VALUE)
                    && decision.atMs() < untilMs.orElse(Long.MAX_VALUE)
                    && pipeline.map(decision.pipeline()::equals).orElse(true);
        }
    }

    private record Page(Buffer lines, long lastSeq, boolean isLast) {}

    @Override
    public void addTo(Router router) {
        router.get("/v1/experience").handler(this::stream);
    }

    private void stream(RoutingContext ctx) {
        var filter = filter(ctx);
        var response = ctx.response().setChunked(true).putHeader("content-type", "application/jsonl");
        from(0, filter, response).compose(v -> response.end()).onFailure(e -> {
            if (!response.closed()) {
                ctx.request().connection().close();
            }
        });
    }

    private Future<Void> from(long seq, Filter filter, HttpServerResponse response) {
        return worker.call(() -> page(seq, filter))
                .compose(page -> response.write(page.lines())
                        .compose(v ->
                                page.isLast() ? Future.succeededFuture() : from(page.lastSeq(), filter, response)));
    }

    private Page page(long seq, Filter filter) {
        var rows = store.rowsAfter(seq, PAGE);
        var lines = Buffer.buffer();
        for (var row : rows) {
            if (filter.holds(row)) {
                lines.appendString(RowJson.row(row.row()).encode()).appendByte((byte) '\n');
            }
        }
        return new Page(lines, rows.isEmpty() ? seq : rows.getLast().seq(), rows.size() < PAGE);
    }

    private static Filter filter(RoutingContext ctx) {
        for (var entry : ctx.queryParams()) {
            if (!KNOWN.contains(entry.getKey())) {
                throw ApiError.at(
                        ErrorCode.UNKNOWN_FIELD,
                        entry.getKey(),
                        "is no parameter of this path; known: " + String.join(", ", KNOWN));
            }
        }
        var format = Optional.ofNullable(ctx.queryParams().get("format")).orElse("jsonl");
        if (!format.equals("jsonl")) {
            throw ApiError.at(ErrorCode.BAD_VALUE, "format", "must be jsonl, was '" + format + "'");
        }
        return new Filter(
                time(ctx, "since"),
                time(ctx, "until"),
                Optional.ofNullable(ctx.queryParams().get("pipeline")));
    }

    private static OptionalLong time(RoutingContext ctx, String name) {
        var text = ctx.queryParams().get(name);
        if (text == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException notTime) {
            throw ApiError.at(
                    ErrorCode.BAD_VALUE, name, "must be a time such as 2026-01-31T12:00:00Z, was '" + text + "'");
        }
    }
}
