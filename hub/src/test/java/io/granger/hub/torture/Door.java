package io.granger.hub.torture;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What one hub says of itself. */
final class Door {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long AGAIN_MS = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Hubs hubs;
    private final int hub;

    Door(Hubs hubs, int hub) {
        this.hubs = hubs;
        this.hub = hub;
    }

    /** Whether it takes work; false also when it does not answer. */
    boolean isReady() {
        return status("GET", "/health/ready", "") == 200;
    }

    /** How it answers a new task: 202, the status it refuses with, or 0 when nothing came. */
    int submits() {
        return status(
                "POST", "/v1/tasks", Work.task("probe-" + System.nanoTime()).encode());
    }

    private int status(String method, String path, String body) {
        var port = hubs.port(hub);
        if (port.isEmpty()) {
            return 0;
        }
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.get() + path))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException silent) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** How long it takes until that is so, in milliseconds; -1 when it is not so within the limit. */
    static long until(BooleanSupplier so, Duration limit) {
        long startNanos = System.nanoTime();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - startNanos > limit.toNanos()) {
                return -1;
            }
            Waits.pause(AGAIN_MS);
        }
        return (System.nanoTime() - startNanos) / 1_000_000;
    }
}
