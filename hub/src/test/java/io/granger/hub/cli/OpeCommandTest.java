package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.granger.hub.store.RowJson;
import io.granger.hub.store.Samples;
import io.granger.hub.train.LoggedRow;
import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import io.granger.routing.RewardParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeCommandTest {
    /** Weights 4, .5, 0; the shares of the first row are normalised. */
    private static final String THREE = """
            action,reward,pscore,pi_a,pi_b,qhat_a,qhat_b
            a,1,0.25,2,0,0.5,0.5
            b,0,1,0.5,0.5,0.5,0.25
            a,1,0.5,0,1,0.5,0.75
            """;

    @TempDir
    private Path folder;

    @Test
    void json_threeRowsByHand() throws IOException {
        JsonNode json = json("ope", "--log", file("log.csv", THREE), "--clip", "0.50", "--clip", "2", "--json");

        List<String> keys = new ArrayList<>();
        json.fieldNames().forEachRemaining(keys::add);
        assertThat(keys).containsExactly("n", "estimates", "ess", "w_mean", "w_max", "lcb95", "verdict");
        assertThat(json.path("n").asInt()).isEqualTo(3);
        assertThat(json.path("estimates").path("ipw").asDouble()).isCloseTo(4 / 3.0, within(1e-12));
        assertThat(json.path("estimates").path("snipw").asDouble()).isCloseTo(4 / 4.5, within(1e-12));
        assertThat(json.path("estimates").path("dr").asDouble()).isCloseTo(7 / 6.0, within(1e-12));
        assertThat(json.path("estimates").path("ipw_clip_2").asDouble()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(json.path("estimates").has("sg_ipw_0.50")).isTrue();
        assertThat(json.path("estimates").has("sg_ipw_2")).isFalse();
        assertThat(json.path("lcb95").has("betting")).isTrue();
        assertThat(json.path("verdict").asText()).isEqualTo("insufficient-data");
    }

    @Test
    void table_positionsOfTheOpenBanditForm() throws IOException {
        String log = file("log.csv", "position,item_id,click,pscore\n0,7,1,0.5\n1,9,0,0.5\n");
        String target = file("target.csv", "item_id,pos0,pos1\n7,0.25,0.5\n9,0.75,0.5\n");
        String model = file("model.csv", "item_id,pos0,pos1\n7,0.4,0.2\n9,0.8,0.6\n");

        Ran ran = Ran.with(Map.of(), false, "ope", "--log", log, "--target", target, "--qhat", model);

        assertThat(ran.exit()).isZero();
        // dm: (.25 * .4 + .75 * .8 + .5 * .2 + .5 * .6) / 2; ipw: .5 * 1 / 2
        assertThat(ran.out()).contains("dm         0.550000", "ipw        0.250000", "insufficient-data");
        assertThat(json("ope", "--log", log, "--target", target, "--json")
                        .path("estimates")
                        .path("dm")
                        .isNumber())
                .isTrue();
    }

    @Test
    void verdict_goodTargetInFiveHundredRows() throws IOException {
        StringBuilder log = new StringBuilder("action,reward,pscore,pi_0,pi_1\n");
        for (int i = 0; i < 500; i++) {
            int action = i % 2;
            log.append(action)
                    .append(',')
                    .append(action == 0 && i % 10 != 0 ? 1 : 0)
                    .append(",0.5,0.9,0.1\n");
        }
        String file = file("log.csv", log.toString());

        // arm 0 earns .8, arm 1 nothing; the log .4, the target .72
        assertThat(json("ope", "--log", file, "--json").path("verdict").asText())
                .isEqualTo("better");
        assertThat(json("ope", "--log", file, "--json", "--baseline", "0.72")
                        .path("verdict")
                        .asText())
                .isEqualTo("no-difference");
        assertThat(json("ope", "--log", file, "--json", "--baseline", "0.95")
                        .path("verdict")
                        .asText())
                .isEqualTo("worse");
        assertThat(json("ope", "--log", file, "--json")
                        .path("estimates")
                        .path("dm")
                        .asDouble())
                .isCloseTo(.72, within(.02));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            action,reward,pscore\\na,1,1 | 1: has no column of the target policy; each arm needs one, named pi_ARM
            action,pscore,pi_a\\na,1,1 | 1: has no column reward
            action,reward,pscore,pi_a\\na,1.5,1,1 | 2: column 2 (reward) must be in [0.0, 1.0], is 1.5
            action,reward,pscore,pi_a\\na,1e400,1,1 | 2: column 2 (reward) must be a finite number, is '1e400'
            action,reward,pscore,pi_a\\na,1,0,1 | 2: column 3 (pscore) must be above 0: what was done had a chance, is 0
            action,reward,pscore,pi_a\\na,1,1,NaN | 2: column 4 (pi_a) must be a finite number, is 'NaN'
            action,reward,pscore,pi_a\\na,1,1,1\\nb,1,1,1 | 3: column 1 (action) must be an arm of the target policy, is 'b'
            action,reward,pscore,pi_a\\na,1,1 | 2: must have 4 cells as the header has, has 3; column 3 is its last
            action,reward,pscore,pi_a,pi_b,qhat_a\\na,1,1,1,0,1 | 1: has 1 columns qhat_ARM for 2 arms; give all or none
            action,reward,pscore,pi_a,colour\\na,1,1,1,red | 1: column 5 (colour) is no column of a log: action, reward
            """)
    void badTable_toldWithLineAndColumn(String text, String told) throws IOException {
        String file = file("log.csv", text.replace("\\n", "\n"));

        Ran ran = Ran.with(Map.of(), false, "ope", "--log", file);

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("log.csv:" + told);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void badOptions_exitTwo() throws IOException {
        String file = file("log.csv", THREE);

        assertThat(Ran.with(Map.of(), false, "ope").exit()).isEqualTo(2);
        assertThat(Ran.with(Map.of(), false, "ope", "--log", "nowhere.csv").exit())
                .isEqualTo(2);
        assertThat(Ran.with(Map.of(), false, "ope", "--log", file, "--clip", "-1")
                        .err())
                .contains("--clip must be a number above 0, is '-1'");
        assertThat(Ran.with(Map.of(), false, "ope", "--log", file, "--policy", "auto-0")
                        .exit())
                .isEqualTo(2);
        assertThat(Ran.with(Map.of(), false, "ope", "--log", file, "--baseline", "2")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void experience_shadowAndHeuristicAndActing() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            rows.append(row(
                            "power-of-two",
                            i % 2,
                            i % 2 == 0 ? 1 : -1,
                            ",\"shadow\":{\"policy\":\"auto-0\",\"chosen\":0," + "\"probabilities\":[0.9,0.1]}"))
                    .append('\n');
        }
        rows.append(row("auto-0", 1, -1, "")).append('\n');
        rows.append(row("auto-0", 1, -1, "").replace("\"step\"", "\"option\"")).append('\n');
        String file = file("rows.jsonl", rows.toString());

        // shadow weights 1.8, .2, 1.8, .2 and the acting row 1; rewards 1, 0, 1, 0, 0
        JsonNode auto = json("ope", "--log", file, "--policy", "auto-0", "--json");
        assertThat(auto.path("n").asInt()).isEqualTo(5);
        assertThat(auto.path("estimates").path("ipw").asDouble()).isCloseTo(3.6 / 5, within(1e-12));
        // the heuristic acted four times at weight 1; in the fifth row it would have chosen the other one: weight 0
        JsonNode heuristic = json("ope", "--log", file, "--policy", "power-of-two", "--json");
        assertThat(heuristic.path("estimates").path("ipw").asDouble()).isCloseTo(2 / 5.0, within(1e-12));
        Ran unknown = Ran.with(Map.of(), false, "ope", "--log", file, "--policy", "auto-1");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err())
                .contains("no step row holds probabilities of policy auto-1; there are those of auto-0 (5 rows),"
                        + " power-of-two (5 rows)");
        assertThat(Ran.with(Map.of(), false, "ope", "--log", file).exit()).isEqualTo(2);
    }

    @Test
    void experience_rowsAsTheHubWritesThem() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= 3; i++) {
            rows.append(RowJson.row(Samples.row(i, 2)).encode()).append('\n');
        }
        String file = file("rows.jsonl", rows + "{\"schema\":\"granger.outcome/1\"}\n");

        // auto-0 acted: every weight is 1, the reward (.71 + 1) / 2
        JsonNode json = json("ope", "--log", file, "--policy", "auto-0", "--json");

        assertThat(json.path("n").asInt()).isEqualTo(3);
        assertThat(json.path("estimates").path("ipw").asDouble()).isCloseTo(.855, within(1e-12));
        assertThat(json.path("w_max").asDouble()).isCloseTo(1, within(1e-9));
    }

    /** Quality .5 becomes 1: the score rises by 2 * .3 * .5 on a balanced success, to 2 (.4 + .2 * .523 + .3 + .1 * .9) - 1. */
    @Test
    void experience_outcomeOfARowIsJoined() throws IOException {
        ExperienceRow row = Samples.row(1, 2);
        OutcomeRow said = new OutcomeRow(
                row.decision().decisionId(),
                "person",
                "k",
                row.closedAtMs() + 5,
                OptionalDouble.of(1),
                RewardParts.NONE,
                1);
        String line = new LoggedRow(row, List.of(said), false).toJson().encode();
        String file = file("rows.jsonl", line + "\n" + line.replace("1-2\"", "1-3\"") + "\n");

        JsonNode json = json("ope", "--log", file, "--policy", "auto-0", "--json");

        double score = 2 * (.4 + .2 * .523 + .3 + .1 * .9) - 1;
        assertThat(json.path("estimates").path("ipw").asDouble()).isCloseTo((score + 1) / 2, within(1e-9));
    }

    @Test
    void experience_badRows() throws IOException {
        String good = row("auto-0", 1, -1, "") + "\n";

        assertThat(told(good + "{\"level\":")).contains("rows.jsonl:2: column");
        assertThat(told(good + good.replace("\"reward\":-1.0", "\"reward\":1e400")))
                .contains("rows.jsonl:2: field reward");
        assertThat(told(good.replace("\"chosen\":1", "\"chosen\":2")))
                .contains("rows.jsonl:1: field chosen must be the place of one of 2 candidates, is 2");
        assertThat(told(good.replace("/1\"", "/9\""))).contains("field schema must be granger.experience/1");
    }

    private String told(String rows) throws IOException {
        Ran ran = Ran.with(Map.of(), false, "ope", "--log", file("rows.jsonl", rows), "--policy", "auto-0");
        assertThat(ran.exit()).isEqualTo(1);
        return ran.err();
    }

    private static String row(String policy, int chosen, double reward, String more) {
        return "{\"schema\":\"granger.experience/1\",\"level\":\"step\",\"state\":{\"layout\":\"l\",\"raw\":[1,null]},"
                + "\"candidates\":[{\"id\":\"a\",\"features\":[1],\"probability\":0.5},"
                + "{\"id\":\"b\",\"features\":[2],\"probability\":0.5}],\"chosen\":" + chosen
                + ",\"propensity\":0.5,\"policy\":\"" + policy
                + "\",\"heuristic\":\"power-of-two\",\"heuristicChoice\":0,"
                + "\"reward\":" + reward + more + "}";
    }

    private JsonNode json(String... arguments) {
        Ran ran = Ran.with(Map.of(), false, arguments);
        assertThat(ran.exit()).as(ran.err()).isZero();
        return Json.parse(ran.out()).orElseThrow();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
