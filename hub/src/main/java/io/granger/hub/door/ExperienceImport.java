package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.train.ExperienceFormat;
import io.granger.hub.train.Imports;
import io.granger.hub.verticle.Worker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Takes experience from elsewhere, one JSON object a line, as it streams in; see {@link Imports}. */
public final class ExperienceImport implements HttpExtra {
    /** The most bytes of one import. */
    static final long BYTES_MAX = 1L << 30;

    private static final String TYPE = "application/jsonl";

    private final Vertx vertx;
    private final Path folder;
    private final Imports imports;

    /** Imports by way of files in a folder of their own. */
    public ExperienceImport(Vertx vertx, Path folder, Imports imports) {
        this.vertx = vertx;
        this.folder = folder;
        this.imports = imports;
    }

    @Override
    public void addStreams(Router router) {
        router.post("/v1/experience").handler(this::take);
    }

    @Override
    public void addTo(Router router) {}

    private void take(RoutingContext ctx) {
        ExperienceFormat format = ExperienceQuery.format(ctx);
        String type =
                Optional.ofNullable(ctx.request().getHeader("content-type")).orElse("");
        if (!type.split(";", 2)[0].trim().equalsIgnoreCase(TYPE)) {
            throw ApiError.of(ErrorCode.CONTENT_TYPE, "content-type must be " + TYPE + ", was '" + type + "'");
        }
        var request = ctx.request();
        request.pause();
        receive(request)
                .compose(file -> new Worker(vertx).call(() -> read(file, format)))
                .onSuccess(ctx::json)
                .onFailure(ctx::fail);
    }

    private Future<Path> receive(HttpServerRequest request) {
        return new Worker(vertx)
                .call(() -> Files.createTempFile(folder, "received-", ".part"))
                .compose(file -> vertx.fileSystem()
                        .open(file.toString(), new OpenOptions().setWrite(true))
                        .compose(open -> pipe(request, open))
                        .map(file)
                        .recover(e -> discard(file).transform(v -> Future.failedFuture(e))));
    }

    private static Future<Void> pipe(HttpServerRequest request, AsyncFile file) {
        long[] bytes = new long[1];
        request.handler(chunk -> {
            bytes[0] += chunk.length();
            if (bytes[0] <= BYTES_MAX) {
                file.write(chunk);
                if (file.writeQueueFull()) {
                    request.pause();
                    file.drainHandler(v -> request.resume());
                }
            }
        });
        request.resume();
        return request.end()
                .transform(ended -> file.close().compose(v -> {
                    if (bytes[0] > BYTES_MAX) {
                        return Future.failedFuture(ApiError.of(
                                ErrorCode.BODY_TOO_LARGE,
                                "an import must be at most " + BYTES_MAX + " bytes, is " + bytes[0]));
                    }
                    return ended.failed() ? Future.failedFuture(ended.cause()) : Future.succeededFuture();
                }));
    }

    private JsonObject read(Path file, ExperienceFormat format) throws java.io.IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return imports.add(in, format);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Future<Void> discard(Path file) {
        return vertx.fileSystem().delete(file.toString());
    }
}
