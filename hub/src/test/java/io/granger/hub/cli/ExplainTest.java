package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExplainTest {
    private static final String OPTION = """
            {"schema":"granger.experience/1","decisionId":"t-1.1-1","taskId":"t-1","epoch":1,"seq":1,"level":"option",
             "at":"2026-11-20T11:58:00.005Z","pipeline":"documents","optionId":"",
             "candidates":[{"id":"extract-text>index","eligible":true,"score":0.61,"spread":0.1,"probability":0.92},
                           {"id":"ocr>index","eligible":true,"score":0.2,"spread":0.3,"probability":0.08},
                           {"id":"tika>index","eligible":false,"mask":"no-spoke","probability":0.0}],
             "chosen":0,"propensity":0.92,"draw":0.4412,"policy":"auto-0","revision":412,"mode":"canary",
             "arm":"treatment","heuristic":"first","heuristicChoice":1,"k":2,"durationMs":1240,
             "rewardParts":{"success":1.0,"latency":0.81,"quality":null,"cost":0.9},"reward":0.52,"preset":"balanced",
             "terminated":true,"truncated":false,"cause":"goal",
             "outcomes":[{"source":"verifier","score":0.83,"trust":1.0}],"rewardNow":0.6471}""";
    private static final String STEP = """
            {"decisionId":"t-1.1-2","level":"step","at":"2026-11-20T11:58:00.006Z","capability":"extract-text",
             "candidates":[{"id":"pdf@1.0.0/extract-text","eligible":true,"score":0.4,"probability":0.51},
                           {"id":"slow@1.0.0/extract-text","eligible":true,"score":0.1,"probability":0.49},
                           {"id":"tika@2.0.0/extract-text","eligible":false,"mask":"breaker","probability":0.0}],
             "chosen":1,"draw":0.6,"policy":"power-of-two","revision":0,"mode":"shadow","arm":"none",
             "heuristicChoice":1,"shadow":{"policy":"auto-0","chosen":0,"probabilities":[0.97,0.03,0.0]},
             "durationMs":840,"rewardParts":{"success":0.0,"latency":null,"quality":null,"cost":null},
             "reward":-1.0,"preset":"speed","terminated":false,"truncated":false,"cause":"failed-step"}""";
    private static final String OPEN_RECOVERY = """
            {"decisionId":"t-1.1-3","level":"recovery","at":"2026-11-20T11:58:00.900Z","capability":"extract-text",
             "candidates":[{"id":"escalate","eligible":false,"mask":"others-left","probability":0.0},
                           {"id":"substitute","eligible":true,"probability":1.0}],
             "chosen":1,"draw":0.3,"policy":"heuristic-order","mode":"rl","arm":"holdout","fallback":"slow",
             "heuristicChoice":1}""";

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
    void explain_aDecision_inPlainWords() {
        hub.on("GET /v1/decisions/t-1.1-1", 200, OPTION);

        assertThat(Ran.of(hub, "explain", "t-1.1-1").out()).isEqualTo("""
                Which chain?  [t-1.1-1, 11:58:00.005]
                      CANDIDATE           SCORE         PROBABILITY
                   *  extract-text>index  0.61 +- 0.10  92.0 %       chosen
                      ocr>index           0.20 +- 0.30  8.0 %
                      tika>index                                     no: no spoke can serve it now (no-spoke)
                   The draw 0.4412 fell between 0.0000 and 0.9200, the part of the line that belongs to
                   extract-text>index.
                   Decided by auto-0 (revision 412) in mode canary: the task is in the policy's share.
                   The heuristic (first) would have taken ocr>index.
                   What came of it: it got there, after 1.2 s and 2 steps. The task ended with it.
                   Reward 0.52 from success 1, latency 0.81, quality not seen, cost 0.90 (weights of preset
                   balanced; what was not seen counts as the running mean).
                   Later verifier rated it 0.83, trust 1.
                   With that the reward is 0.65; this is what is learnt from and judged by.
                """);
    }

    @Test
    void explain_aTask_tellsEveryDecisionInOrder() {
        hub.on("GET /v1/tasks/t-1", 200, "{\"taskId\":\"t-1\",\"state\":\"running\",\"why\":\"substitute runs\"}")
                .on(
                        "GET /v1/tasks/t-1/decisions",
                        200,
                        "{\"taskId\":\"t-1\",\"decisions\":[" + OPTION + "," + STEP + "," + OPEN_RECOVERY + "]}");

        Ran ran = Ran.of(hub, "explain", "t-1");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(ran.out())
                .containsSubsequence(
                        "why         substitute runs",
                        "3 decisions, in order:",
                        "1. Which chain?",
                        "2. Which spoke for extract-text?",
                        "3. extract-text failed: what now?");
        assertThat(ran.out())
                .contains("slow@1.0.0  0.10   49.0 %       chosen")
                .contains("no: its breaker is open (breaker)")
                .contains("The draw 0.6000 fell between 0.5100 and 1.0000")
                .contains("In the shadow, auto-0 would have taken pdf@1.0.0 (pdf@1.0.0 97.0 %, slow@1.0.0 3.0 %).")
                .contains("The heuristic would have done the same.")
                .contains("What came of it: the step failed, after 840 ms.")
                .contains("Reward -1: a failure is always worth that.")
                .contains("no: something else can still be tried (others-left)")
                .contains("Only one candidate was allowed")
                .contains("act (slow), so the heuristic did.")
                .contains("It is still open: nothing has come of it yet.");
    }

    @Test
    void explain_rowNestedUnderItsDecision_readsTheSame() {
        hub.on("GET /v1/decisions/t-1.1-1", 200, OPTION)
                .on(
                        "GET /v1/decisions/t-1.1-9",
                        200,
                        "{\"decisions\":[{\"decisionId\":\"t-1.1-1\",\"row\":" + OPTION + "}]}");

        assertThat(Ran.of(hub, "explain", "t-1.1-9").out())
                .isEqualTo(Ran.of(hub, "explain", "t-1.1-1").out());
    }

    @Test
    void explain_decidedByTheHeuristic_comparesItWithNothing() {
        hub.on(
                "GET /v1/decisions/t-1.1-2",
                200,
                STEP.replace("\"power-of-two\"", "\"heuristic:power-of-two\",\"heuristic\":\"power-of-two\""));

        assertThat(Ran.of(hub, "explain", "t-1.1-2").out())
                .contains("Decided by heuristic:power-of-two in mode shadow.")
                .doesNotContain("The heuristic");
    }

    @Test
    void explain_unknown_andNonsense() {
        hub.refusing("GET /v1/decisions/t-9.1-1", 404, "decision-unknown", "there is no decision t-9.1-1");

        assertThat(Ran.of(hub, "explain", "t-9.1-1").exit()).isEqualTo(3);
        assertThat(Ran.of(hub, "explain", "t-9").exit()).isEqualTo(3);
        Ran stepId = Ran.of(hub, "explain", "t-9.1");
        assertThat(stepId.exit()).isEqualTo(2);
        assertThat(stepId.err()).contains("'t-9.1' is neither a task id nor a decision id");
    }

    @Test
    void replay_withoutAndWithDifferences() {
        hub.on(
                        "GET /v1/decisions/t-1.1-1/replay",
                        200,
                        "{\"decisionId\":\"t-1.1-1\",\"repeated\":[\"masks\",\"draw\"],\"skipped\":[\"scores\"],\"differences\":[]}")
                .on(
                        "GET /v1/decisions/t-1.1-2/replay",
                        200,
                        "{\"decisionId\":\"t-1.1-2\",\"repeated\":[\"masks\"],\"differences\":[\"draw: 0.1, stored 0.2\"]}");

        Ran same = Ran.of(hub, "replay", "t-1.1-1");
        Ran other = Ran.of(hub, "replay", "t-1.1-2");

        assertThat(same.exit()).isZero();
        assertThat(same.out()).isEqualTo("t-1.1-1: repeated masks, draw, not scores; no difference\n");
        assertThat(other.exit()).isEqualTo(1);
        assertThat(other.out()).isEqualTo("t-1.1-2: repeated masks; 1 difference:\n  draw: 0.1, stored 0.2\n");
        assertThat(Ran.of(hub, "replay", "t-1.1-2", "--output", "json").exit()).isEqualTo(1);
        assertThat(Ran.of(hub, "replay", "t-1.1-3").exit()).isEqualTo(3);
    }
}
