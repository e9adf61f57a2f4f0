package io.granger.hub.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A real HTTP server that gives recorded answers and remembers what it was asked. */
final class RecordedHub implements AutoCloseable {
    private static final String NOT_FOUND =
            "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,\"code\":\"not-found\",\"detail\":\"no such path\"}";

    private final HttpServer server;
    private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    private record Reply(int status, String type, String body, Map<String, String> headers) {}

    /** One request: method and path with query, its headers, its body. */
    record Asked(String line, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    RecordedHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The answer to one request line such as {@code GET /v1/tasks?state=dead}; several are given in turn. */
    RecordedHub on(String line, int status, String body) {
        return on(line, status, "application/json", body, Map.of());
    }

    RecordedHub on(String line, int status, String type, String body, Map<String, String> headers) {
        replies.computeIfAbsent(line, l -> new ArrayDeque<>()).add(new Reply(status, type, body, headers));
        return this;
    }

    /** A refusal in the form of the HTTP door. */
    RecordedHub refusing(String line, int status, String code, String detail) {
        String body =
                Json.line(Json.object().put("status", status).put("code", code).put("detail", detail));
        return on(line, status, "application/problem+json", body, Map.of());
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    Asked last() {
        return asked.getLast();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(line, exchange.getRequestHeaders(), body));
        Deque<Reply> queue = replies.getOrDefault(line, new ArrayDeque<>());
        Reply reply = queue.size() > 1 ? queue.poll() : queue.peek();
        answer(exchange, reply == null ? new Reply(404, "application/problem+json", NOT_FOUND, Map.of()) : reply);
    }

    private static void answer(HttpExchange exchange, Reply reply) throws IOException {
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", reply.type());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
