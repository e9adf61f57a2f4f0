package io.granger.hub;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A hub's HTTP door seen from outside: requests as any client may send them, also wrong ones. */
final class WebSide {
    private final HttpClient client;
    private final int port;

    /** What came back; absent headers are null. */
    record Reply(
            int status, @Nullable String type, @Nullable String retryAfter, String text) {
        JsonObject json() {
            return new JsonObject(text);
        }
    }

    WebSide(LiveHub hub) {
        client = hub.client();
        port = hub.hub().httpPort();
    }

    Reply get(String path) {
        return send("GET", path, "", Map.of());
    }

    Reply post(String path, JsonObject body) {
        return send("POST", path, body.encode(), Map.of());
    }

    /** Sends a body as JSON; headers given win, {@code host} among them. */
    Reply send(String method, String path, String body, Map<String, String> headers) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1"))
                .setHost(headers.getOrDefault("host", "localhost"))
                .setPort(port)
                .setURI(path);
        return LiveHub.wait(client.request(options).compose(request -> exchange(request, body, headers)));
    }

    /** Runs on the connection's thread throughout: a body that nobody listens for in time is lost. */
    private static Future<Reply> exchange(HttpClientRequest request, String body, Map<String, String> headers) {
        if (!body.isEmpty()) {
            request.putHeader("content-type", "application/json");
        }
        headers.forEach((name, value) -> {
            if (!name.equals("host")) {
                request.putHeader(name, value);
            }
        });
        return request.send(Buffer.buffer(body))
                .compose(response -> response.body()
                        .map(text -> new Reply(
                                response.statusCode(),
                                response.getHeader("content-type"),
                                response.getHeader("retry-after"),
                                text.toString())));
    }
}
