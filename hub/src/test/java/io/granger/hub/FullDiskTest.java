package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose files may not grow any more. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class FullDiskTest {
    @TempDir
    Path directory;

    @Test
    void writeRefusedByTheSystem_storeFullByBothDoors_whatWasAcknowledgedIsThere() throws Exception {
        // Files may grow to 4 MiB.
        var child = HubChild.start(directory, 1, "", List.of("bash", "-c", "ulimit -f 4096; exec \"$0\" \"$@\""));
        try (var out = HubChild.output(child)) {
            int port = Integer.parseInt(HubChild.read(out, "port"));
            var task = new JsonObject()
                    .put("steps", "left")
                    .put("input", new JsonObject().put("trail", "x".repeat(200_000)));
            var acknowledged = new HashSet<String>();
            var reply = submit(port, task);
            for (int i = 0; i < 100 && reply.statusCode() == 202; i++) {
                acknowledged.add(new JsonObject(reply.body()).getString("taskId"));
                reply = submit(port, task);
            }

            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(507);
            assertThat(new JsonObject(reply.body()).getString("code")).isEqualTo("store-full");
            child.getOutputStream().write((Spokes.task("left").encode() + "\n").getBytes(StandardCharsets.UTF_8));
            child.getOutputStream().flush();
            assertThat(HubChild.read(out, "bus")).startsWith("507").contains("\"store-full\"");
            assertThat(get(port, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(acknowledged).isNotEmpty();
            for (var taskId : acknowledged) {
                assertThat(get(port, "/v1/tasks/" + taskId).statusCode()).isEqualTo(200);
            }
        } finally {
            child.toHandle().destroyForcibly();
            child.waitFor();
        }
    }

    private static HttpResponse<String> submit(int port, JsonObject task) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/tasks"))
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(task.encode()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
