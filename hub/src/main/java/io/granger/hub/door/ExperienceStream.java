package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.RowQuery;
import io.granger.hub.train.ExperienceFormat;
import io.granger.hub.train.LoggedRow;
import io.granger.hub.train.SnapshotQuery;
import io.granger.hub.verticle.Worker;
import io.granger.routing.Decision;
import io.granger.routing.Level;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Experience rows with what was said of them, a line each, streamed page by page at the pace of the reader. */
public final class ExperienceStream implements HttpExtra {
    private static final int PAGE = 500;
    private static final List<String> KNOWN = List.of("format", "since", "until", "pipeline", "policy", "level");

    private final Worker worker;
    private final HubStore store;

    /** A stream from this store. */
    public ExperienceStream(Vertx vertx, HubStore store) {
        this.worker = new Worker(vertx);
        this.store = store;
    }

    private record Filter(ExperienceFormat format, SnapshotQuery query, Optional<Level> level) {
        boolean holds(Decision decision) {
            return query.holds(decision) && level.map(decision.level()::equals).orElse(true);
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
        for (var stored : rows) {
            var row = stored.row();
            if (filter.holds(row.decision())) {
                var logged = new LoggedRow(row, store.outcomes(row.decision().decisionId()), false);
                filter.format()
                        .line(logged)
                        .ifPresent(line -> lines.appendString(line.encode()).appendByte((byte) '\n'));
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
        var query = new SnapshotQuery(
                new RowQuery(
                        time(ctx, "since"),
                        time(ctx, "until"),
                        Optional.ofNullable(ctx.queryParams().get("pipeline"))),
                Optional.ofNullable(ctx.queryParams().get("policy")),
                false);
        return new Filter(ExperienceQuery.format(ctx), query, level(ctx));
    }

    private static Optional<Level> level(RoutingContext ctx) {
        var word = ctx.queryParams().get("level");
        if (word == null) {
            return Optional.empty();
        }
        return Optional.of(Level.of(word)
                .orElseThrow(() -> ApiError.at(
                        ErrorCode.BAD_VALUE, "level", "must be one of option, step, recovery, was '" + word + "'")));
    }

    private static OptionalLong time(RoutingContext ctx, String name) {
        var text = ctx.queryParams().get(name);
        return text == null ? OptionalLong.empty() : OptionalLong.of(ExperienceQuery.time(text, name));
    }
}
