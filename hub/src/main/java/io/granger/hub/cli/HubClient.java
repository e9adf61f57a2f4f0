package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One hub, spoken to over HTTP.
 *
 * <p>Every call answers with what the hub said, or throws {@link CommandFailed} with the sentence and the exit code for
 * the person who typed the command. Safe from any thread.
 */
final class HubClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofMillis(200);
    private static final Duration UPLOAD = Duration.ofMinutes(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final URI base;
    private final Optional<String> token;
    private final HttpClient http;

    HubClient(URI base, Optional<String> token) {
        this.base = base;
        this.token = token;
        // Version 1.1: over plain HTTP the default would send an upgrade offer with every first request.
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        if ("http".equals(base.getScheme())) {
            builder.sslContext(new NoTls());
        }
        this.http = builder.build();
    }

    URI base() {
        return base;
    }

    HubAnswer get(Query query) {
        return get(query, Map.of(), ANSWER);
    }

    /** A GET that the hub may hold back for a while; the limit covers the whole call. */
    HubAnswer get(Query query, Map<String, String> headers, Duration limit) {
        return json(request(query, headers, limit).GET().build());
    }

    HubAnswer post(Query query, JsonNode body) {
        return post(query, body, Map.of());
    }

    HubAnswer post(Query query, JsonNode body, Map<String, String> headers) {
        return json(withBody(query, headers, "POST", body));
    }

    HubAnswer put(Query query, JsonNode body) {
        return json(withBody(query, Map.of(), "PUT", body));
    }

    /** Sends a file of JSON Lines; the hub may take a while over it. */
    HubAnswer upload(Query query, Path file) {
        try {
            return json(request(query, Map.of(), UPLOAD)
                    .header("content-type", "application/jsonl")
                    .POST(BodyPublishers.ofFile(file))
                    .build());
        } catch (java.io.FileNotFoundException e) {
            throw new CommandFailed(Exit.FAILED, file + " cannot be read");
        }
    }

    /** Copies a streamed body to the sink; returns its lines. */
    long download(Query query, OutputStream sink) {
        HttpRequest request = request(query, Map.of(), ANSWER).GET().build();
        HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() >= 400) {
                throw refused(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8), response);
            }
            return copy(body, sink);
        } catch (IOException e) {
            throw new CommandFailed(Exit.FAILED, "the stream from " + base + " broke off: " + reason(e));
        }
    }

    /** Ends the client's threads; a process that exits over them waits for a third of a second. */
    @Override
    public void close() {
        http.shutdownNow();
        try {
            http.awaitTermination(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long copy(InputStream body, OutputStream sink) throws IOException {
        byte[] block = new byte[1 << 16];
        long lines = 0;
        for (int n = body.read(block); n >= 0; n = body.read(block)) {
            for (int i = 0; i < n; i++) {
                lines += block[i] == '\n' ? 1 : 0;
            }
            sink.write(block, 0, n);
        }
        return lines;
    }

    private HttpRequest withBody(Query query, Map<String, String> headers, String method, JsonNode body) {
        return request(query, headers, ANSWER)
                .header("content-type", "application/json")
                .method(method, BodyPublishers.ofString(Json.line(body), StandardCharsets.UTF_8))
                .build();
    }

    private HttpRequest.Builder request(Query query, Map<String, String> headers, Duration limit) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + query.text()))
                .timeout(limit)
                .header("accept", "application/json");
        try {
            headers.forEach(request::header);
            token.ifPresent(t -> request.header("authorization", "Bearer " + t));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(Exit.USAGE, "a token or key must be printable ASCII: " + reason(e));
        }
        return request;
    }

    private HubAnswer json(HttpRequest request) {
        HttpResponse<String> response = send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() >= 400) {
            throw refused(response.statusCode(), response.body(), response);
        }
        Optional<JsonNode> body = Json.parse(response.body());
        if (response.statusCode() >= 300 || body.isEmpty()) {
            throw notAHub(response.statusCode());
        }
        return new HubAnswer(response.body(), body.get());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(Exit.FAILED, "interrupted");
        } catch (HttpConnectTimeoutException e) {
            throw down("no connection within " + CONNECT.toSeconds() + " s");
        } catch (HttpTimeoutException e) {
            throw new CommandFailed(Exit.TIMED_OUT, "the hub at " + base + " did not answer in time");
        } catch (ConnectException e) {
            throw down(e.getCause() instanceof UnresolvedAddressException ? "unknown host" : "connection refused");
        } catch (IOException e) {
            throw new CommandFailed(Exit.FAILED, "the connection to " + base + " broke: " + reason(e));
        }
    }

    private CommandFailed down(String how) {
        return new CommandFailed(
                Exit.FAILED,
                "no hub answers at " + base + " (" + how
                        + "); start one with './granger run', or say where it is with --url or GRANGER_URL");
    }

    private CommandFailed notAHub(int status) {
        return new CommandFailed(
                Exit.FAILED, "what answers at " + base + " is not a Granger hub (status " + status + ", no JSON)");
    }

    private CommandFailed refused(int status, String body, HttpResponse<?> response) {
        JsonNode json = Json.parse(body).orElseGet(Json::object);
        JsonNode error = json.path("error").isObject() ? json.path("error") : json;
        if (!error.path("code").isTextual()) {
            return notAHub(status);
        }
        String message = error.hasNonNull("detail")
                ? error.path("detail").asText()
                : error.path("message").asText();
        String field =
                error.hasNonNull("field") ? " (field " + error.path("field").asText() + ")" : "";
        String again = response.headers()
                .firstValue("retry-after")
                .map(s -> "; try again in " + s + " s")
                .orElse("");
        return new CommandFailed(
                Exit.ofStatus(status), Wording.plain(error.path("code").asText() + ": " + message + field + again));
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : Wording.plain(e.getMessage());
    }
}
