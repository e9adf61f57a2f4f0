package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.Limits;
import io.granger.hub.shape.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP door (CONTRACT section 3): each path is one operation; errors are {@code application/problem+json}. */
public final class HttpDoor extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
    private static final String JSON = "application/json";
    private static final int IDLE_SECONDS = 90;

    /** Path parameters that may be all there is to say. */
    private static final Set<String> SAYING_ALL = Set.of("taskId", "spokeId", "version");

    private final String host;
    private final int port;
    private final Operations operations;
    private final List<HttpExtra> extras;
    private final OriginRule origins;
    private volatile int boundPort;

    /** A door at this address; {@code extras} add what is not one JSON object in, one out. */
    public HttpDoor(String host, int port, Operations operations, List<HttpExtra> extras) {
        this.host = host;
        this.port = port;
        this.operations = operations;
        this.extras = List.copyOf(extras);
        this.origins = new OriginRule();
    }

    @Override
    public Future<HttpServer> start() {
        var options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        return vertx.createHttpServer(options)
                .requestHandler(router())
                .listen()
                .onSuccess(server -> boundPort = server.actualPort());
    }

    /** The port it listens on, once started. */
    public int port() {
        return boundPort;
    }

    private Router router() {
        var router = Router.router(vertx);
        router.route().handler(origins);
        extras.forEach(extra -> extra.addStreams(router));
        router.route().handler(BodyHandler.create(false).setBodyLimit(Limits.BODY_BYTES));
        extras.forEach(extra -> extra.addTo(router));
        router.post("/v1/tasks").handler(this::submit);
        get(router, "/v1/tasks", "tasks.list", "state", "pipeline", "limit", "cursor");
        get(router, "/v1/tasks/:taskId", "tasks.get");
        for (var verb : List.of("cancel", "retry", "resolve")) {
            post(router, "/v1/tasks/:taskId/" + verb, "tasks." + verb);
        }
        router.post("/v1/tasks/:taskId/outcome").handler(this::outcome);
        get(router, "/v1/tasks/:taskId/decisions", "decisions.get");
        get(router, "/v1/decisions/:decisionId", "decisions.get");
        get(router, "/v1/decisions/:decisionId/replay", "decisions.replay");
        get(router, "/v1/routing", "routing.get");
        router.put("/v1/routing").handler(ctx -> answer(ctx, "routing.set", body(ctx)));
        post(router, "/v1/routing/stop", "routing.stop");
        post(router, "/v1/routing/dryrun", "routing.dryrun");
        get(router, "/v1/rollout", "rollout.get");
        post(router, "/v1/policies/:version/promote", "policies.promote");
        post(router, "/v1/policies/:version/rollback", "policies.rollback");
        get(router, "/v1/audit", "audit.list", "limit");
        get(router, "/v1/pipelines", "pipelines.list");
        get(router, "/v1/pipelines/:name", "pipelines.get");
        get(router, "/v1/spokes", "spokes.list");
        get(router, "/v1/spokes/:spokeId", "spokes.get");
        post(router, "/v1/spokes/:spokeId/drain", "spokes.drain");
        post(router, "/v1/spokes/:spokeId/try", "spokes.try");
        get(router, "/v1/experience/stats", "experience.stats");
        post(router, "/v1/experience/snapshot", "experience.snapshot");
        post(router, "/v1/policies/train", "policies.train");
        get(router, "/v1/policies/training", "policies.training");
        get(router, "/v1/policies", "policies.list");
        get(router, "/v1/policies/:version", "policies.get");
        post(router, "/v1/policies/:version/evaluate", "policies.evaluate");
        get(router, "/v1/events", "events.read", "since", "waitMs");
        post(router, "/v1/admin/backup", "admin.backup");
        router.route()
                .last()
                .handler(ctx -> refuse(
                        ctx,
                        ApiError.of(
                                ErrorCode.NOT_FOUND,
                                "nothing at " + ctx.request().method() + " "
                                        + ctx.request().path())));
        router.route().failureHandler(ctx -> refuse(ctx, reason(ctx)));
        return router;
    }

    private void get(Router router, String path, String operation, String... query) {
        router.get(path).handler(ctx -> answer(ctx, operation, QueryBody.of(ctx, query)));
    }

    private void post(Router router, String path, String operation) {
        router.post(path).handler(ctx -> answer(ctx, operation, body(ctx)));
    }

    private void submit(RoutingContext ctx) {
        operations
                .call(
                        "tasks.submit",
                        body(ctx),
                        caller(ctx).preferring(ctx.request().getHeader("prefer")))
                .onSuccess(view -> {
                    boolean ended = view.containsKey("finishedAt");
                    ctx.response().putHeader("location", "/v1/tasks/" + view.getString("taskId"));
                    send(ctx, ended ? 200 : 202, view);
                })
                .onFailure(e -> refuse(ctx, e));
    }

    private void answer(RoutingContext ctx, String operation, JsonObject body) {
        ctx.pathParams().forEach(body::put);
        call(ctx, operation, body);
    }

    /** An outcome of the task in the path, or of the one of its decisions that the body names. */
    private void outcome(RoutingContext ctx) {
        var body = body(ctx);
        var taskId = ctx.pathParam("taskId");
        if (!(body.getValue("decisionId") instanceof String decisionId)) {
            answer(ctx, "tasks.outcome", body);
            return;
        }
        if (!decisionId.startsWith(taskId + ".")) {
            throw ApiError.at(
                    ErrorCode.BAD_VALUE, "decisionId", "must be a decision of task " + taskId + ", was " + decisionId);
        }
        call(ctx, "tasks.outcome", body);
    }

    private void call(RoutingContext ctx, String operation, JsonObject body) {
        operations
                .call(operation, body, caller(ctx))
                .onSuccess(view -> send(ctx, 200, view))
                .onFailure(e -> refuse(ctx, e));
    }

    private static Caller caller(RoutingContext ctx) {
        return Caller.local(Optional.ofNullable(ctx.request().getHeader("idempotency-key")));
    }

    /** The body as an object; one that may be left out counts as empty where the path already says everything. */
    private static JsonObject body(RoutingContext ctx) {
        boolean isEmpty = isEmpty(ctx);
        if (isEmpty && !Collections.disjoint(ctx.pathParams().keySet(), SAYING_ALL)) {
            return new JsonObject();
        }
        if (!isEmpty) {
            requireJson(ctx);
        }
        return StrictJson.object(ctx.body().buffer());
    }

    /** Whether nothing was sent; a form is something although its parts are not in the buffer. */
    private static boolean isEmpty(RoutingContext ctx) {
        Buffer buffer = ctx.body().buffer();
        boolean isForm =
                ctx.request().isExpectMultipart() && !"0".equals(ctx.request().getHeader("content-length"));
        return !isForm && (buffer == null || buffer.length() == 0);
    }

    private static void requireJson(RoutingContext ctx) {
        var type = Optional.ofNullable(ctx.request().getHeader("content-type")).orElse("");
        var essence = type.split(";", 2)[0].trim();
        if (!essence.equalsIgnoreCase(JSON)) {
            throw ApiError.of(ErrorCode.CONTENT_TYPE, "content-type must be " + JSON + ", was '" + essence + "'");
        }
    }

    private static void send(RoutingContext ctx, int status, JsonObject view) {
        if (!ctx.response().ended() && !ctx.response().closed()) {
            ctx.response().setStatusCode(status).putHeader("content-type", JSON).end(view.toBuffer());
        }
    }

    private static ApiError reason(RoutingContext ctx) {
        var failure = ctx.failure();
        if (ctx.statusCode() == 413) {
            return ApiError.of(ErrorCode.BODY_TOO_LARGE, "body must be at most " + Limits.BODY_BYTES + " bytes");
        }
        if (failure instanceof HttpException http && http.getStatusCode() < 500) {
            return ApiError.of(ErrorCode.BAD_VALUE, "the request is not well-formed HTTP");
        }
        if (failure == null || failure instanceof ApiError) {
            return failure == null
                    ? ApiError.of(
                            ErrorCode.NOT_FOUND, "nothing at " + ctx.request().path())
                    : (ApiError) failure;
        }
        return ApiError.of(failure);
    }

    private static void refuse(RoutingContext ctx, Throwable cause) {
        var error = ApiError.of(cause);
        if (error.code() == ErrorCode.INTERNAL) {
            LOG.error("{} {} broke", ctx.request().method(), ctx.request().path(), cause);
        }
        if (ctx.response().ended() || ctx.response().closed()) {
            return;
        }
        error.retryAfterSeconds().ifPresent(s -> ctx.response().putHeader("retry-after", Long.toString(s)));
        ctx.response()
                .setStatusCode(error.status())
                .putHeader("content-type", "application/problem+json")
                .end(error.toProblem().toBuffer());
    }
}
