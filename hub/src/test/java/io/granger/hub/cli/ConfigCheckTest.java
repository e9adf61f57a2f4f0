package io.granger.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCheckTest {
    private static Ran check(Path conf) {
        return Ran.with(Map.of(), false, "config", "check", "--conf", conf.toString());
    }

    @Test
    void configCheck_goodDirectory_countsWhatItDefines(@TempDir Path conf) throws IOException {
        Files.createDirectory(conf.resolve("pipelines"));
        Files.writeString(conf.resolve("granger.yaml"), "http: {port: 8081}\n");
        Files.writeString(
                conf.resolve("pipelines/one.yaml"),
                "name: one\nversion: 1.0.0\naccepts: text/plain\nalternatives: [[{capability: index}]]\n");

        Ran ran = check(conf);

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).isEqualTo(conf + ": ok, 1 pipeline, 0 command spokes\n");
    }

    @Test
    void configCheck_everyMistakeWithFileLineAndNearestKey(@TempDir Path conf) throws IOException {
        Files.writeString(conf.resolve("granger.yaml"), "http: {port: 99999}\nrouting:\n  holdot: 0.1\n");

        Ran ran = check(conf);

        assertThat(ran.exit()).isEqualTo(78);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).hasSize(2);
        assertThat(ran.err())
                .contains(conf + "/granger.yaml:1: http.port: ")
                .contains(conf + "/granger.yaml:3: routing.holdot: ")
                .contains("holdout");
    }

    @Test
    void configCheck_directoryThatIsNotThere_isNoDefault(@TempDir Path folder) {
        Ran ran = check(folder.resolve("cnof"));

        assertThat(ran.exit()).isEqualTo(78);
        assertThat(ran.err()).contains("cnof: there is no such configuration directory");
    }

    @Test
    void config_withoutCheck_isWrongUsage() {
        assertThat(Ran.with(Map.of(), false, "config").exit()).isEqualTo(2);
        assertThat(Ran.with(Map.of(), false, "config", "chek").err()).contains("nearest: check");
    }
}
