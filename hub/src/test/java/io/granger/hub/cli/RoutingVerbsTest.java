package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutingVerbsTest {
    private static final String SETTING = """
            {"mode":"canary","share":0.2,"holdout":0.05,"reason":"trial","stopped":false,"at":"2026-11-20T10:00:00Z",
             "pipeline":null,"pipelines":[{"pipeline":"documents","mode":"rl","share":0.95,"reason":"it is better"}],
             "policy":{"version":"auto-0","revision":12}}""";

    private RecordedHub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new RecordedHub();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void mode_shown() {
        hub.on("GET /v1/routing", 200, SETTING);

        assertThat(Ran.of(hub, "mode").out()).isEqualTo("""
                mode        canary
                share       20.0 %
                holdout     5.0 %
                reason      trial
                stopped     no
                at          2026-11-20 10:00:00
                pipelines   pipeline documents, mode rl, share 95.0 %, reason it is better
                policy      version auto-0, revision 12
                """);
    }

    @Test
    void mode_set_sendsWhatWasTyped() {
        hub.on("PUT /v1/routing", 200, SETTING);

        Ran.of(hub, "mode", "canary", "--share", "0.2", "--pipeline", "documents", "--reason", "trial", "--resume");
        assertThat(hub.last().body())
                .isEqualTo("{\"mode\":\"canary\",\"share\":0.2,\"pipeline\":\"documents\",\"reason\":\"trial\","
                        + "\"resume\":true}");
        Ran.of(hub, "mode", "--resume", "--reason", "it is safe");
        assertThat(hub.last().body()).isEqualTo("{\"reason\":\"it is safe\",\"resume\":true}");
        Ran.of(hub, "mode", "rl", "--override", "--reason", "no gate yet");
        assertThat(hub.last().body()).isEqualTo("{\"mode\":\"rl\",\"reason\":\"no gate yet\",\"override\":true}");
    }

    @Test
    void mode_refusedByTheHub() {
        hub.refusing("PUT /v1/routing", 409, "gate-not-passed", "auto-0 passed no gate; --override sets it anyway");

        Ran ran = Ran.of(hub, "mode", "rl", "--reason", "now");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("gate-not-passed: auto-0 passed no gate");
    }

    @Test
    void mode_wrongUsage() {
        assertThat(Ran.of(hub, "mode", "canary").err()).contains("setting the mode needs --reason");
        assertThat(Ran.of(hub, "mode", "--override").err()).contains("say which mode to set");
        assertThat(Ran.of(hub, "mode", "--resume").err()).contains("setting the mode needs --reason");
        assertThat(Ran.of(hub, "mode", "rl", "--share", "0.5", "--reason", "x").err())
                .contains("--share goes with canary");
        Ran misspelled = Ran.of(hub, "mode", "heuristik", "--reason", "x");
        assertThat(misspelled.exit()).isEqualTo(2);
        assertThat(misspelled.err()).contains("nearest: heuristic");
        assertThat(hub.asked()).isEmpty();
    }

    @Test
    void stop_saysHowToLeaveIt() {
        hub.on("POST /v1/routing/stop", 200, "{\"mode\":\"heuristic\",\"stopped\":true}");

        Ran ran = Ran.of(hub, "stop", "--reason", "it hurts");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("--resume");
        assertThat(hub.last().body()).isEqualTo("{\"reason\":\"it hurts\"}");
    }

    @Test
    void stop_withoutAReason_isWrongUsage_andARefusalAFailure() {
        assertThat(Ran.of(hub, "stop").exit()).isEqualTo(2);
        hub.refusing("POST /v1/routing/stop", 403, "needs-role", "stop needs the role operate");
        assertThat(Ran.of(hub, "stop", "--reason", "x").exit()).isEqualTo(4);
    }
}
