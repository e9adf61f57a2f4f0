package io.granger.hub.torture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends hubs what no client should, for as long as it is open: bytes that are no request, requests that break off, and
 * requests that must be refused. What was taken, or answered as a fault of the hub, is noted.
 */
final class Vandal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long BETWEEN_MS = 20;
    private static final int BYTES_MAX = 4_096;
    private static final int DEEP = 3_000;
    private static final int REFUSED_FROM = 400;
    private static final int FAULT = 500;

    /** What a hub says that takes no work now, or has no space. */
    private static final Set<Integer> NOT_NOW = Set.of(503, 507);

    private static final List<String> BODIES = List.of(
            "",
            "{",
            "[]",
            "null",
            "\u0000\u0001",
            "{\"pipeline\":\"nowhere\",\"input\":{}}",
            "{\"steps\":[{\"capability\":\"left\",\"timeoutMs\":-1}],\"input\":{}}",
            "{\"steps\":[{\"capability\":\"left\",\"timeoutMs\":1e400}],\"input\":{}}",
            "{\"steps\":[{\"capability\":\"../../etc\"}],\"input\":{}}",
            "{\"steps\":\"left\",\"input\":7}",
            "{\"steps\":[],\"input\":{},\"priority\":99}",
            "{\"steps\":[{\"capability\":\"left\"}],\"input\":{},\"deadlineMs\":NaN}",
            "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP));

    private static final List<String> PATHS =
            List.of("/v1/tasks", "/v1/routing/stop", "/v1/tasks/t-0/resolve", "/v1/nowhere", "/v1/tasks/%00/cancel");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Hubs hubs;
    private final SplittableRandom random;
    private final Set<String> wrong = new ConcurrentSkipListSet<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final Thread thread;
    private volatile boolean isEnough;

    private Vandal(Hubs hubs, long seed) {
        this.hubs = hubs;
        this.random = new SplittableRandom(seed);
        this.thread = Thread.ofVirtual().name("vandal").unstarted(this::work);
    }

    static Vandal start(Hubs hubs, long seed) {
        var vandal = new Vandal(hubs, seed);
        vandal.thread.start();
        return vandal;
    }

    /** What was not refused as it should be, in words. */
    Set<String> wrong() {
        return wrong;
    }

    @Override
    public String toString() {
        return broken + " broken connections, " + refused + " bad requests refused";
    }

    private void work() {
        while (!isEnough) {
            var port = hubs.port(random.nextInt(hubs.count()));
            try {
                if (port.isPresent()) {
                    vandalise(port.get());
                }
            } catch (IOException away) {
                // Nobody was there, or the hub hung up: both are fine.
            } catch (InterruptedException e) {
                return;
            }
            Waits.pause(BETWEEN_MS);
        }
    }

    private void vandalise(int port) throws IOException, InterruptedException {
        switch (random.nextInt(4)) {
            case 0 -> raw(port, bytes());
            case 1 -> raw(port, "POST /v1/tasks HTTP/1.1\r\nhost: a\r\ncontent-length: 900\r\n\r\n{\"ste".getBytes());
            default -> request(port, pick(PATHS), pick(BODIES));
        }
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private byte[] bytes() {
        var bytes = new byte[1 + random.nextInt(BYTES_MAX)];
        random.nextBytes(bytes);
        return bytes;
    }

    private void raw(int port, byte[] bytes) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(bytes);
            broken.incrementAndGet();
        }
    }

    private void request(int port, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var reply = http.send(request, HttpResponse.BodyHandlers.ofString());
        int status = reply.statusCode();
        if (status >= REFUSED_FROM && status < FAULT || NOT_NOW.contains(status)) {
            refused.incrementAndGet();
        } else {
            wrong.add("nonsense: POST " + path + " of '" + body.substring(0, Math.min(60, body.length())) + "' was "
                    + status + " " + reply.body());
        }
    }

    /** Ends it. */
    @Override
    public void close() {
        isEnough = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
