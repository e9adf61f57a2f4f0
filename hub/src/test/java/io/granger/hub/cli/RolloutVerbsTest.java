package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolloutVerbsTest {
    private static final String CANARY = """
            {"status":"running","policy":"4be1","rollout":"4be1-1","stage":"canary 0.2","mode":"canary","share":0.2,
             "verdict":"no difference shown: reward +0.010 over 310 and 1240 keys","stopped":false,"mayLead":false,
             "startedAt":"2026-11-20T10:00:00Z","stageSince":"2026-11-20T11:00:00Z","judge":"n1",
             "keys":{"treated":310,"compared":1240,"needed":200,"open":3,"censored":0.013},"sampleRatio":"as it should be",
             "measures":[{"measure":"reward","difference":0.01,"better":1.5,"worse":0.25},
              {"measure":"success","difference":-0.02,"better":12345.6,"worse":150.4},{"measure":"latency"}],
             "stages":["shadow","canary 0.2","rl"],"failures":{"asked":1000,"failed":2,"share":0.002}}""";

    private static final String BACK = """
            {"status":"cooldown","policy":"4be1","stage":"canary 0.2","share":0.2,"stopped":true,"mayLead":true,
             "verdict":"rolled back: worse by success: -0.300 against the heuristic, over 40 and 160 keys",
             "startedAt":"2026-11-20T10:00:00Z","endedAt":"2026-11-20T11:00:00Z","cooldownUntil":"2026-11-20T11:10:00Z",
             "keys":{"treated":40,"compared":160,"needed":200,"open":0,"censored":0},"sampleRatio":"wrong",
             "measures":[],"stages":["shadow","canary 0.2","rl"],"failures":{"asked":0,"failed":0,"share":0}}""";

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
    void rollout_inWords() {
        hub.on("GET /v1/rollout", 200, CANARY);

        assertThat(Ran.of(hub, "rollout").out()).isEqualTo("""
                policy      4be1
                status      running since 2026-11-20 10:00:00
                stage       canary 0.2, with 20.0 % of the keys; may not lead: no gate was passed or overridden
                verdict     no difference shown: reward +0.010 over 310 and 1240 keys
                keys        310 decided by the policy, 1240 compared, 200 needed on each side, 3 open, 1.3 % cut off
                reward      +0.010 against the heuristic; better has won 1.50, worse 0.25
                success     -0.020 against the heuristic; better has won 1.2e+04, worse 150
                latency     nothing seen yet
                failures    2 of the last 1000 decisions were not answered by the policy
                stages      shadow > [canary 0.2] > rl
                """);
    }

    @Test
    void rollout_takenBack() {
        hub.on("GET /v1/rollout", 200, BACK);
        assertThat(Ran.of(hub, "rollout").out())
                .contains(
                        "status      rolled back at 11:00:00.000; nothing is rolled out before 11:10:00.000; all routing is",
                        "verdict     rolled back: worse by success",
                        "ratio       keys do not fall on the arms as they should");
    }

    @Test
    void rollout_none() {
        hub.on("GET /v1/rollout", 200, "{\"status\":\"none\"}");

        assertThat(Ran.of(hub, "rollout").out())
                .isEqualTo("Nothing is being rolled out; begin with: granger promote VERSION\n");
    }

    @Test
    void promote_sendsWhatWasTyped() {
        hub.on("POST /v1/policies/4be1/promote", 200, CANARY);

        assertThat(Ran.of(hub, "promote", "4be1").out()).contains("stage       canary 0.2");
        assertThat(hub.last().body()).isEqualTo("{}");
        Ran.of(hub, "promote", "4be1", "--pipeline", "documents", "--override", "--reason", "we looked");
        assertThat(hub.last().body())
                .isEqualTo("{\"pipeline\":\"documents\",\"reason\":\"we looked\",\"override\":true}");
        assertThat(Ran.of(hub, "promote", "4be1", "--override").err()).contains("--override needs --reason");
    }

    @Test
    void promote_refused() {
        hub.refusing("POST /v1/policies/4be1/promote", 409, "gate-not-passed", "policy 4be1 passed no gate");

        Ran ran = Ran.of(hub, "promote", "4be1");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("gate-not-passed: policy 4be1 passed no gate");
    }

    @Test
    void rollback_ofTheOneThatIsRolledOut_orOfANamedOne() {
        hub.on("GET /v1/rollout", 200, CANARY);
        hub.on("POST /v1/policies/4be1/rollback", 200, BACK);

        assertThat(Ran.of(hub, "rollback", "--reason", "it hurts").out()).contains("rolled back at 11:00:00.000");
        assertThat(hub.last().body()).isEqualTo("{\"reason\":\"it hurts\"}");
        assertThat(Ran.of(hub, "rollback").exit()).isEqualTo(2);
    }

    @Test
    void rollback_nothingIsRolledOut_needsAName() {
        hub.on("GET /v1/rollout", 200, "{\"status\":\"none\"}");
        hub.on("POST /v1/policies/4be1/rollback", 200, BACK);

        assertThat(Ran.of(hub, "rollback", "--reason", "it hurts").exit()).isEqualTo(3);
        assertThat(Ran.of(hub, "rollback", "4be1", "--reason", "it hurts").exit())
                .isZero();
    }

    @Test
    void audit_inWords() {
        hub.on("GET /v1/audit?limit=2", 200, """
                {"audit":[{"at":"2026-11-20T11:00:00Z","who":"rollout","action":"policy.rolledback","details":
                 {"policy":"4be1","stage":"rl","why":"rolled back: worse by reward"}},
                 {"at":"2026-11-20T10:00:00Z","who":"member","action":"routing","details":"joined"}]}""");

        assertThat(Ran.of(hub, "audit", "--limit", "2").out()).isEqualTo("""
                2026-11-20 11:00:00  policy.rolledback by rollout
                  policy 4be1, stage rl, why rolled back: worse by reward
                2026-11-20 10:00:00  routing by member
                  joined
                """);
    }

    @Test
    void audit_empty() {
        hub.on("GET /v1/audit", 200, "{\"audit\":[]}");

        assertThat(Ran.of(hub, "audit").out()).isEqualTo("Nothing was changed yet.\n");
    }
}
