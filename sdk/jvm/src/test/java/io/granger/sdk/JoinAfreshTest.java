package io.granger.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A spoke as a lite member, against data members of the same hardened settings. */
class JoinAfreshTest {

    private static final Duration LIMIT = Duration.ofSeconds(180);

    private record Member(HazelcastInstance hazelcast, Vertx vertx, RegistrationDesk desk) {

        static Member start(ClusterAddress address, int port) throws Exception {
            Config config = LiteMemberConfig.of(address);
            config.setLiteMember(false);
            config.getAdvancedNetworkConfig()
                    .getEndpointConfigs()
                    .values()
                    .forEach(endpoint -> ((com.hazelcast.config.ServerSocketEndpointConfig) endpoint)
                            .setPort(port)
                            .setPortAutoIncrement(false));
            HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(config);
            Vertx vertx = Vertx.builder()
                    .with(LiteMemberConfig.vertxOptions(address))
                    .withClusterManager(new HazelcastClusterManager(hazelcast))
                    .buildClustered()
                    .await(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return new Member(
                    hazelcast, vertx, new RegistrationDesk(vertx).open().await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }

        /** As a killed process: no goodbye to anyone. */
        void kill() {
            hazelcast.getLifecycleService().terminate();
            vertx.close();
        }

        JsonObject greet(ServedSpoke spoke) throws Exception {
            return desk.call(spoke.address(), RegistrationDesk.callOf("greet", new JsonObject()))
                    .await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
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

    private static SpokeDescription greeter() {
        return SpokeDescription.named("hello", "1.0.0")
                .capability(CapabilityDescription.named("greet"))
                .blocking(call -> Answer.output("text", "hello"));
    }

    @Test
    void spoke_lastHubKilledAndAnotherStarted_joinsRegistersAndAnswersAgain() throws Exception {
        int port = freePort();
        ClusterAddress address = ClusterAddress.of("127.0.0.1:" + port).withName("test-" + UUID.randomUUID());
        Member first = Member.start(address, port);
        SpokeClient client = SpokeClient.join(address).await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        ServedSpoke spoke = client.serve(greeter()).await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(first.greet(spoke)).isEqualTo(new JsonObject("{\"output\":{\"text\":\"hello\"}}"));

        first.kill();
        Member second = Member.start(address, port);
        await().atMost(LIMIT).until(() -> second.desk().registered() == 1);

        assertThat(second.greet(spoke)).isEqualTo(new JsonObject("{\"output\":{\"text\":\"hello\"}}"));
        client.close(Duration.ofSeconds(2)).await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(second.desk().farewells()).isEqualTo(1);
        second.kill();
    }

    @Test
    void spoke_whoseListenersWereTakenOutOfTheGrid_answersAgainOnceAHubCame() throws Exception {
        int port = freePort();
        int other = freePort();
        ClusterAddress address =
                ClusterAddress.of("127.0.0.1:" + port, "127.0.0.1:" + other).withName("test-" + UUID.randomUUID());
        Member first = Member.start(address, port);
        SpokeClient client = SpokeClient.join(address).await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        ServedSpoke spoke = client.serve(greeter()).await(LIMIT.toSeconds(), TimeUnit.SECONDS);

        first.hazelcast().getMultiMap("__vertx.subs").remove(spoke.address());
        Member second = Member.start(address, other);

        await().atMost(LIMIT)
                .until(() -> second.hazelcast().getMultiMap("__vertx.subs").containsKey(spoke.address()));
        assertThat(second.greet(spoke)).isEqualTo(new JsonObject("{\"output\":{\"text\":\"hello\"}}"));
        client.close(Duration.ofSeconds(2)).await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        second.kill();
        first.kill();
    }

    @Test
    void join_noHubWithinThePatience_failsNamingWhereItLooked() throws Exception {
        ClusterAddress address = ClusterAddress.of("127.0.0.1:" + freePort()).withName("test-" + UUID.randomUUID());

        assertThatThrownBy(() ->
                        SpokeClient.join(address, Duration.ofMillis(100)).await(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .hasMessageContaining("no hub of cluster test-");
    }
}
