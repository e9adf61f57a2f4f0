package io.granger.examples.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.config.ConfigLoader;
import io.granger.sdk.Answer;
import io.granger.sdk.CapabilityDescription;
import io.granger.sdk.SpokeDescription;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleOrchestratorTest {

    /** Limits end a test that hangs; no test depends on them. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    private Path data;

    private ModuleOrchestrator orchestrator;

    @BeforeEach
    void start() throws Exception {
        Path conf = Files.createDirectory(data.resolve("conf"));
        Files.writeString(
                conf.resolve("granger.yaml"), "http: {port: 0}\nspokes: {leaseMs: 600000, heartbeatMs: 2000}\n");
        orchestrator = done(ModuleOrchestrator.start(ConfigLoader.load(conf).withData(data.resolve("hub"))));
    }

    @AfterEach
    void stop() throws Exception {
        done(orchestrator.close());
    }

    @Test
    void run_twoSteps_throughTheModuleThatWorks() throws Exception {
        done(orchestrator.module(module(
                "splitter", "split", call -> Answer.output("text", call.input().getString("text") + " split"))));
        done(orchestrator.module(module("broken", "count", call -> {
            throw new IllegalStateException("no luck");
        })));
        done(orchestrator.module(module(
                "counter", "count", call -> Answer.output("text", call.input().getString("text") + " counted"))));
        done(orchestrator.learn("to show it"));

        for (int i = 0; i < 5; i++) {
            JsonObject input = new JsonObject().put("type", "text/plain").put("text", "a");
            JsonObject view = done(orchestrator.run("split | count", input, Duration.ofSeconds(25)));

            assertThat(view.getString("state")).as(view.encode()).isEqualTo("completed");
            assertThat(view.getJsonObject("result").getString("text")).isEqualTo("a split counted");
        }
    }

    private static SpokeDescription module(String name, String capability, io.granger.sdk.CallHandler handler) {
        return SpokeDescription.named(name, "1.0.0")
                .capability(CapabilityDescription.named(capability)
                        .accepting("text/plain")
                        .producing("text/plain"))
                .blocking(handler);
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
}
