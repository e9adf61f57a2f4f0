package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulateCommandTest {
    /** Arm a earns 1 and .5, arm b .25 and 1; b costs 1 and 0. */
    private static final String TWO = """
            x:size,r:a,r:b,cost:a,cost:b
            1,1,0.25,0,1
            2,0.5,1,0,0
            """;

    @TempDir
    private Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text).toString();
    }

    /** 600 rows; which arm is right follows from the size; colour and text say nothing. */
    private String learnable() throws IOException {
        StringBuilder table = new StringBuilder("x:size,c:colour,t:note,r:left,r:right,r:never\n");
        for (int i = 0; i < 600; i++) {
            int size = i * 37 % 100;
            boolean red = i % 3 == 0;
            int left = size > 50 ? 1 : 0;
            table.append(i % 50 == 7 ? "" : size)
                    .append(red ? ",red," : ",blue,")
                    .append("\"a note, of ")
                    .append(i % 7)
                    .append("\",")
                    .append(left)
                    .append(',')
                    .append(1 - left)
                    .append(",0\n");
        }
        return file(table.toString());
    }

    private JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of("simulate"));
        all.addAll(List.of(arguments));
        all.add("--json");
        Ran ran = Ran.with(Map.of(), false, all.toArray(String[]::new));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exit()).isZero();
        return Json.objectOn("stdout", ran.out());
    }

    @Test
    void json_yardsticksByHand() throws IOException {
        JsonNode json = json("--table", file(TWO), "--policy", "best-fixed", "--policy", "oracle", "--lambda", "0.1");

        assertThat(json.path("rows").asInt()).isEqualTo(2);
        assertThat(json.path("arms").toString()).isEqualTo("[\"a\",\"b\"]");
        // after costs a earns 1 and .5, b .15 and 1: a is best, with 1.5
        JsonNode fixed = json.path("results").get(0);
        assertThat(fixed.path("policy").asText()).isEqualTo("best-fixed");
        assertThat(fixed.path("meanReward").asDouble()).isCloseTo(.75, within(1e-12));
        assertThat(fixed.path("lastThirdReward").asDouble()).isCloseTo(.5, within(1e-12));
        assertThat(fixed.path("regret").asDouble()).isCloseTo(.25, within(1e-12));
        assertThat(fixed.path("progressiveLoss").asDouble()).isCloseTo(.25, within(1e-12));
        assertThat(fixed.path("shares").path("a").asDouble()).isEqualTo(1);
        assertThat(fixed.path("roundsPerSecond").isNumber()).isTrue();
        assertThat(json.path("results").get(1).path("regret").asDouble()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"heuristic", "random", "epsilon", "beta", "linucb", "thompson", "squarecb", "auto", "auto-0"})
    void policy_sameSeed_sameResult(String policy) throws IOException {
        String table = learnable();
        JsonNode one = json("--table", table, "--policy", policy, "--shuffle", "3", "--repeat", "2");
        JsonNode other = json("--table", table, "--policy", policy, "--shuffle", "3", "--repeat", "2");

        for (JsonNode json : List.of(one, other)) {
            json.path("results").forEach(result -> ((ObjectNode) result).remove("roundsPerSecond"));
        }
        assertThat(one).isEqualTo(other);
        assertThat(one.path("results").size()).isEqualTo(2);
        assertThat(one.path("results").get(1).path("seed").asLong()).isEqualTo(4);
    }

    @Test
    void auto_learnsWhatNoArmAloneEarns() throws IOException {
        JsonNode json = json("--table", learnable(), "--policy", "auto", "--shuffle", "1");

        // one arm alone earns about .5
        assertThat(json.path("results").get(0).path("lastThirdReward").asDouble())
                .isGreaterThan(.85);
    }

    @Test
    void table_saysWhatWasPlayed() throws IOException {
        Ran ran = Ran.with(Map.of(), false, "simulate", "--table", file(TWO), "--lambda", "0.1");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("2 rows, 2 arms, reward less 0.10 x cost", "best-fixed", "auto", "0.7500");
    }

    @Test
    void log_isARowARound_andOpeReadsIt() throws IOException {
        Path log = folder.resolve("rows.jsonl");
        JsonNode simulated = json("--table", learnable(), "--policy", "random", "--log", log.toString());
        List<String> lines = Files.readAllLines(log);

        assertThat(lines).hasSize(600);
        ObjectNode row = Json.objectOn("log", lines.get(5));
        assertThat(row.path("schema").asText()).isEqualTo("granger.experience/1");
        assertThat(row.path("candidates").size()).isEqualTo(3);
        assertThat(row.path("propensity").asDouble()).isCloseTo(1 / 3.0, within(1e-12));
        Ran ope = Ran.with(Map.of(), false, "ope", "--log", log.toString(), "--policy", "random", "--json");
        // a policy judged by its own log: the mean of what it earned
        assertThat(Json.objectOn("ope", ope.out()).path("estimates").path("ipw").asDouble())
                .isCloseTo(simulated.path("results").get(0).path("meanReward").asDouble(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x:a\\n1 | 1: has no reward column; each arm needs one, named r:ARM
            x:a,r:one | 1: has no rows
            x:a,r:one\\n1,1.5 | 2: column 2 (r:one) must be in [0.0, 1.0], is 1.5
            x:a,r:one\\n1,1\\n1,-0.1 | 3: column 2 (r:one) must be in [0.0, 1.0], is -0.1
            x:a,r:one,r:two\\n1,1, | 2: column 3 (r:two) is empty, must be a number
            x:a,r:one\\n1,NaN | 2: column 2 (r:one) must be a finite number, is 'NaN'
            x:a,r:one\\n1e400,1 | 2: column 1 (x:a) must be a finite number, is '1e400'
            x:a,r:one\\nred,1 | 2: column 1 (x:a) must be a number, is 'red'
            x:a,r:one\\n1 | 2: must have 2 cells as the header has, has 1; column 1 is its last
            x:a,r:one,r:one\\n1,1,1 | 1: column 3 is there twice: r:one
            x:a,r:one,r:\\n1,1,1 | 1: column 3 (r:) names no arm
            x:a,r:one,cost:two\\n1,1,1 | 1: column 3 (cost:two) is the cost of an arm that has no r: column
            x:a,r:one,cost:one\\n1,1,-1 | 2: column 3 (cost:one) must be at least 0.0, is -1
            x:a,r:one,r:two,cost:one\\n1,1,1,1 | 1: has costs for 1 of 2 arms; give all or none
            x:a,r:one,colour\\n1,1,red | 1: column 3 (colour) is no column of a recorded table
            t:a,r:one\\n"two\\nlines",1\\nthree,2 | 4: column 2 (r:one) must be in [0.0, 1.0], is 2
            """)
    void badTable_toldWithLineAndColumn(String text, String told) throws IOException {
        Ran ran = Ran.with(Map.of(), false, "simulate", "--table", file(text.replace("\\n", "\n")));

        assertThat(ran.err()).contains("table.csv:" + told);
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void badOptions_exitTwo() throws IOException {
        String table = file(TWO);
        assertThat(Ran.with(Map.of(), false, "simulate").exit()).isEqualTo(2);
        assertThat(Ran.with(Map.of(), false, "simulate", "--table", "nowhere.csv")
                        .exit())
                .isEqualTo(2);
        assertThat(Ran.with(Map.of(), false, "simulate", "--table", table, "--policy", "aut")
                        .err())
                .contains("'aut' is none of", "nearest: auto");
        assertThat(Ran.with(Map.of(), false, "simulate", "--table", table, "--lambda", "-1")
                        .err())
                .contains("--lambda must be a number of at least 0, is -1.0");
        assertThat(Ran.with(Map.of(), false, "simulate", "--table", table, "--repeat", "0")
                        .exit())
                .isEqualTo(2);
        assertThat(Ran.with(Map.of(), false, "simulate", "--table", table, "--floor", "2")
                        .exit())
                .isEqualTo(2);
    }
}
