package io.granger.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granger.hub.Hub;
import io.granger.hub.config.ClusterConfig;
import io.granger.hub.config.HttpConfig;
import io.granger.hub.config.HubConfig;
import io.granger.sdk.Answer;
import io.granger.sdk.CapabilityDescription;
import io.granger.sdk.ClusterAddress;
import io.granger.sdk.SpokeClient;
import io.granger.sdk.SpokeDescription;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spokes of other members of a real hub's cluster. */
class ClusteredSpokeTest {

    private static final Duration LIMIT = Duration.ofSeconds(180);

    @TempDir
    private Path data;

    private int port;

    @BeforeEach
    void choosePort() throws IOException {
        port = freePort();
    }

    /** Below the ports that systems give to outgoing connections, so that none of those takes it before the server starts. */
    private static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Another one, then.
            }
        }
    }

    private Hub hub(String cluster) throws Exception {
        return done(Hub.start(HubConfig.defaults()
                .withData(data)
                .withHttp(new HttpConfig("127.0.0.1", 0))
                .withCluster(new ClusterConfig(true, cluster, "127.0.0.1", port, List.of(), 1, false))));
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static JsonObject ask(Hub hub, String operation, JsonObject body) throws Exception {
        DeliveryOptions patient = new DeliveryOptions().setSendTimeout(LIMIT.toMillis());
        return done(hub.vertx()
                .eventBus()
                .<JsonObject>request("granger." + operation, body, patient)
                .map(Message::body));
    }

    private static JsonArray spokes(Hub hub) throws Exception {
        return ask(hub, "spokes.list", new JsonObject()).getJsonArray("spokes");
    }

    private static String greeted(Hub hub) throws Exception {
        JsonObject task = new JsonObject()
                .put("steps", "greet")
                .put("input", new JsonObject().put("type", "text/plain").put("name", "Ada"));
        String taskId = ask(hub, "tasks.submit", task).getString("taskId");
        JsonObject view =
                ask(hub, "tasks.await", new JsonObject().put("taskId", taskId).put("waitMs", 60_000));
        return view.getString("state") + ": "
                + view.getJsonObject("result", new JsonObject()).getString("text");
    }

    @Test
    void spoke_hubRestarted_joinsAfreshAndServesItsTasks() throws Exception {
        String cluster = "test-" + UUID.randomUUID();
        Hub first = hub(cluster);
        SpokeClient client =
                done(SpokeClient.join(ClusterAddress.of("127.0.0.1:" + port).withName(cluster), LIMIT));
        done(client.serve(SpokeDescription.named("hello", "1.0.0")
                .capability(CapabilityDescription.named("greet")
                        .accepting("text/plain")
                        .producing("text/greeting"))
                .blocking(call -> Answer.output("text", "hello " + call.input().getString("name")))));
        assertThat(greeted(first)).isEqualTo("completed: hello Ada");

        done(first.close());
        Hub second = hub(cluster);
        await().atMost(LIMIT).until(() -> spokes(second).size() == 1);

        assertThat(greeted(second)).isEqualTo("completed: hello Ada");
        done(client.close(Duration.ofSeconds(5)));
        assertThat(spokes(second)).isEmpty();
        done(second.close());
    }

    @Test
    @Tag("slow")
    void helloSpoke_inAProcessOfItsOwn_servesUntilItIsKilled() throws Exception {
        Hub hub = hub(ClusterAddress.local().name());
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--add-modules",
                        "java.se",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HelloSpoke.class.getName(),
                        "127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().atMost(LIMIT).until(() -> spokes(hub).size() == 1);
            assertThat(greeted(hub)).isEqualTo("completed: hello Ada");
        } finally {
            process.destroyForcibly();
        }
        await().atMost(LIMIT)
                .until(() -> spokes(hub).stream()
                        .map(JsonObject.class::cast)
                        .noneMatch(spoke -> spoke.getString("state").equals("healthy")));
        done(hub.close());
    }
}
