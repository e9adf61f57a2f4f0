package io.granger.hub.door;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the hub lives, whether it takes work, and its metrics in the Prometheus text format. */
public final class HealthDoor implements HttpExtra {
    private final PrometheusMeterRegistry meters;
    private final Supplier<Optional<String>> notReady;

    /**
     * A door to these meters.
     *
     * @param notReady why no work is taken now, or empty; asked on any thread
     */
    public HealthDoor(PrometheusMeterRegistry meters, Supplier<Optional<String>> notReady) {
        this.meters = meters;
        this.notReady = notReady;
    }

    @Override
    public void addTo(Router router) {
        router.get("/health/live").handler(ctx -> answer(ctx, Optional.empty()));
        router.get("/health/ready").handler(ctx -> answer(ctx, notReady.get()));
        router.get("/metrics")
                .handler(ctx -> ctx.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(meters.scrape()));
    }

    private static void answer(RoutingContext ctx, Optional<String> problem) {
        var body = new JsonObject().put("status", problem.isEmpty() ? "up" : "down");
        problem.ifPresent(p -> body.put("why", p));
        ctx.response()
                .setStatusCode(problem.isEmpty() ? 200 : 503)
                .putHeader("content-type", "application/json")
                .end(body.toBuffer());
    }
}
