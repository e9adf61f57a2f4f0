package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateBudgetTest {
    private static final String SMALL =
            "x:size,ms:a,ms:b,fold,featureMs\n1,10,,1,0\n2,20,40,2,0\n,,30,1,0\n4,,101,2,0\n";

    @TempDir
    Path folder;

    private Ran simulate(String table, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("table.csv"), table);
        String[] first = {"simulate", "--table", file.toString(), "--budget", "100"};
        String[] arguments = Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
        return Ran.with(Map.of(), false, arguments);
    }

    @Test
    void json_smallTable_asTheContractSays() throws IOException {
        Ran ran = simulate(SMALL, "--policy", "heuristic", "--policy", "oracle", "--json");
        assertThat(ran.exit()).isZero();
        JsonNode json = new ObjectMapper().readTree(ran.out());
        assertThat(json.get("rows").asInt()).isEqualTo(4);
        assertThat(json.get("arms").get(1).asText()).isEqualTo("b");
        assertThat(json.get("budgetMs").asDouble()).isEqualTo(100);
        assertThat(json.get("best").get("arm").asText()).isEqualTo("a");
        assertThat(json.get("best").get("par10").asDouble()).isEqualTo(2030 / 4.0);
        assertThat(json.get("oracle").get("solved").asInt()).isEqualTo(3);
        // equal slices, first a, then b, ..: 10, 40, 50 + 30, unsolved
        JsonNode slices = json.get("results").get(0);
        assertThat(slices.get("par10").asDouble()).isEqualTo(1130 / 4.0);
        assertThat(slices.get("solved").asInt()).isEqualTo(3);
        assertThat(slices.get("recovered").asDouble()).isEqualTo(1);
        assertThat(json.get("results").get(1).get("gapClosed").asDouble()).isEqualTo(1);
        assertThat(json.get("results").get(1).get("recovered").isNull()).isTrue();
    }

    @Test
    void auto_byFold_answersForEveryRow() throws IOException {
        Ran ran = simulate(SMALL, "--folds", "--json");
        assertThat(ran.exit()).isZero();
        assertThat(new ObjectMapper().readTree(ran.out()).get("results").size()).isEqualTo(2);
    }

    @Test
    void table_wrongCell_namesLineAndColumn() throws IOException {
        assertThat(simulate(SMALL.replace("20,40", "20,1e400")).err()).contains("table.csv:3: column 3 (ms:b)");
        assertThat(simulate(SMALL.replace("20,40", "-1,40")).err()).contains("table.csv:3: column 2 (ms:a)");
        assertThat(simulate(SMALL.replace("20,40", "20,5d")).err()).contains("must be a number, is '5d'");
        assertThat(simulate(SMALL.replace("20,40", "20,0x1p3")).err()).contains("must be a number, is '0x1p3'");
        assertThat(simulate(SMALL.replace("2,20", "two,20")).err()).contains("table.csv:3: column 1 (x:size)");
        assertThat(simulate(SMALL.replace("1,10,,1,0", "1,10,,1.5,0"), "--folds")
                        .err())
                .contains("table.csv:2: column 4 (fold)");
        assertThat(simulate(SMALL.replace("1,10,,1,0", "1,10,,1,")).err())
                .contains("table.csv:2: column 5 (featureMs)");
        assertThat(simulate(SMALL.replace("1,10,,1,0", "1,10,,1")).err()).contains("table.csv:2:");
    }

    @Test
    void table_wrongColumns_failWithWhatIsMissing() throws IOException {
        assertThat(simulate("x:a,fold\n1,1\n").err()).contains("ms:ARM");
        assertThat(simulate("x:a,ms:\n1,1\n").err()).contains("column 2 (ms:) names no arm");
        assertThat(simulate("x:a,ms:b,colour\n1,1,red\n").err()).contains("column 3 (colour)");
        assertThat(simulate("ms:b\n").err()).contains("has no rows");
        assertThat(simulate("ms:b\n1\n", "--folds").err()).contains("no column named fold");
    }

    @Test
    void options_thatDoNotGoTogether_areUsageErrors() throws IOException {
        assertThat(simulate(SMALL, "--lambda", "1").exit()).isEqualTo(2);
        assertThat(simulate(SMALL, "--floor", "0.1").exit()).isEqualTo(2);
        assertThat(simulate(SMALL, "--policy", "linucb").exit()).isEqualTo(2);
        assertThat(simulate(SMALL, "--budget", "0").exit()).isEqualTo(2);
        assertThat(simulate(SMALL, "--repeat", "0").exit()).isEqualTo(2);
        Path file = folder.resolve("table.csv");
        assertThat(Ran.with(Map.of(), false, "simulate", "--table", file.toString(), "--folds")
                        .exit())
                .isEqualTo(2);
    }
}
