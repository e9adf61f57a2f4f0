package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabCommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"flat", "smdp", "intra", "option-critic", "auto"})
    void lab_everyAgentInFourRooms_oneRunASeed(String agent) {
        Ran ran = lab("fourrooms", "--agent", agent, "--episodes", "4", "--goal-change", "2", "--seeds", "2", "--json");

        assertThat(ran.exit()).isZero();
        JsonNode page = Json.objectIn(ran.out(), "page");
        assertThat(page.get("runs")).hasSize(2);
        assertThat(page.get("runs").get(1).get("seed").asInt()).isEqualTo(2);
        assertThat(page.get("runs").get(0).get("steps")).hasSize(4);
        assertThat(page.get("runs").get(0).get("returns")).hasSize(4);
        assertThat(page.get("runs").get(0).get("stepsToOptimum").isNull()).isTrue();
        assertThat(page.get("optimum").asDouble()).isBetween(9.56, 9.58);
    }

    @Test
    void lab_taxi_optimumIsKnown() {
        JsonNode page = Json.objectIn(
                lab("taxi", "--episodes", "2", "--seeds", "1", "--json").out(), "page");

        assertThat(page.get("optimum").asDouble()).isBetween(7.929, 7.931);
        assertThat(page.get("runs").get(0).get("steps").get(0).asInt()).isBetween(1, 200);
    }

    @Test
    void lab_sameSeeds_sameNumbers() {
        String[] arguments = {"fourrooms", "--episodes", "5", "--seeds", "2", "--json"};
        assertThat(lab(arguments).out()).isEqualTo(lab(arguments).out());
    }

    @Test
    void lab_forAPerson_tableWithTheMean() {
        String out = lab("fourrooms", "--episodes", "3", "--seeds", "2").out();

        assertThat(out).startsWith("seed").contains("mean", "auto; optimum: 8.39 expected steps");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "taxi --goal-change 5 | --goal-change is for fourrooms",
                "fourrooms --episodes 10 --goal-change 10 | --goal-change must be from 1 to 9, was 10",
                "fourrooms --seeds 0 | --seeds must be from 1 to 1000, was 0",
                "fourrooms --episodes 0 | --episodes must be from 1 to 1000000, was 0",
                "fourrooms --episodes many | 'many'",
                "fourrooms --values --agent smdp | --values needs --agent intra or auto",
                "taxi --values | --values is for fourrooms",
                "taxi --agent autoo | nearest: auto",
                "fiverooms | none of fourrooms, taxi; nearest: fourrooms"
            })
    void lab_badValue_namedAndUsage(String line, String told) {
        Ran ran = lab(line.split(" "));

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains(told);
        assertThat(ran.out()).isEmpty();
    }

    private static Ran lab(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "lab";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Ran.with(Map.of(), false, all);
    }
}
