package io.granger.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granger.task.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    private static final String PIPELINE = "name: p\nversion: 1.0.0\naccepts: a/b\nalternatives: [[x]]\n";

    @TempDir
    Path conf;

    private void write(String name, String text) throws IOException {
        Path file = conf.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private ConfigError refused() {
        return catchThrowableOfType(ConfigError.class, () -> ConfigLoader.load(conf));
    }

    @Test
    void load_nothingThere() {
        assertThat(ConfigLoader.load(conf.resolve("none"))).isEqualTo(HubConfig.defaults());
        assertThat(ConfigLoader.load(conf)).isEqualTo(HubConfig.defaults());
    }

    @Test
    void load_emptyFile() throws IOException {
        write("granger.yaml", "# nothing\n");
        assertThat(ConfigLoader.load(conf)).isEqualTo(HubConfig.defaults());
    }

    @Test
    void load_unknownKey_namesTheNearest() throws IOException {
        write("granger.yaml", "data: ./x\nrouting:\n  share: 0.1\n  holdot: 0.1\n");
        ConfigError error = refused();
        assertThat(error)
                .hasMessage(
                        conf.resolve("granger.yaml") + ":4: routing.holdot: unknown key, did you mean \"holdout\"?");
        assertThat(error.file()).isEqualTo(conf.resolve("granger.yaml").toString());
        assertThat(error.line()).isEqualTo(4);
        assertThat(error.key()).isEqualTo("routing.holdot");
        assertThat(error.nearest()).contains("holdout");
        assertThat(error.getStackTrace()).isEmpty();
    }

    @Test
    void load_unknownSection() throws IOException {
        write("granger.yaml", "http: {}\nruoting: {}\n");
        assertThat(refused()).hasMessageEndingWith("granger.yaml:2: ruoting: unknown key, did you mean \"routing\"?");
        write("granger.yaml", "pipelines: []\n");
        assertThat(refused()).hasMessageContaining("granger.yaml:1: pipelines: unknown key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- a                              | :1: must be a mapping",
                "http: [                          | :2: not YAML",
                "http: {port: 1, port: 2}         | :1: http.port: is given twice, first in line 1",
                "http: {1: 2}                     | :1: http.1: unknown key",
                "http: {[a]: 2}                   | :1: http: has a key that is not a word",
                "http: x                          | :1: http: must be an object, got \"x\"",
                "http: {host: !!binary aGk=}      | :1: http.host: has the tag",
                "http: &a {host: *a}              | nested too deeply or refers to itself",
                "data: 3                          | :1: data: must be a text, got 3",
                "data: ''                         | :1: data: must have 1 to 4096 characters",
                "commandSpokes: {}                | :1: commandSpokes: must be a list"
            })
    void load_brokenFile(String yaml, String fragment) throws IOException {
        write("granger.yaml", yaml + "\n");
        assertThat(refused()).hasMessageContaining("granger.yaml").hasMessageContaining(fragment);
    }

    @Test
    void load_brokenInALaterLine() throws IOException {
        write("granger.yaml", "http:\n  port: 1\n  host: \"a\n");
        assertThat(refused().line()).isGreaterThanOrEqualTo(3);
        Files.write(conf.resolve("granger.yaml"), new byte[] {'a', ':', ' ', (byte) 0xC3, '('});
        assertThat(refused()).hasMessageEndingWith("granger.yaml:1: is not UTF-8 text");
    }

    @Test
    void check_oneMistakeForEachSectionAndPipeline() throws IOException {
        write(
                "granger.yaml",
                "dta: x\nhttp: {host: 1.2.3.4}\nbreaker: {failures: 0, window: 0}\nrollout: {stages: [0.99]}\n"
                        + "commandSpokes: [{name: X}]\n");
        write("pipelines/a.yaml", PIPELINE + "share: 7\n");
        write("pipelines/b.yaml", PIPELINE.replace("name: p", "name: P"));
        assertThat(ConfigLoader.check(conf))
                .extracting(ConfigError::key)
                .containsExactlyInAnyOrder(
                        "dta",
                        "breaker.failures",
                        "http.host",
                        "rollout.stages[0]",
                        "commandSpokes[0].name",
                        "share",
                        "name");
    }

    @Test
    void check_nothingWrong() throws IOException {
        write("granger.yaml", "http: {port: 0}\n");
        assertThat(ConfigLoader.check(conf)).isEmpty();
    }

    @Test
    void load_pipelinesInTheOrderOfTheirFiles() throws IOException {
        write("pipelines/2.yaml", PIPELINE.replace("name: p", "name: a"));
        write("pipelines/1.yaml", PIPELINE.replace("name: p", "name: b"));
        write("pipelines/3.txt", "not one");
        assertThat(ConfigLoader.load(conf).pipelines())
                .extracting(Pipeline::name)
                .containsExactly("b", "a");
    }

    @Test
    void load_pipelineTwice() throws IOException {
        write("pipelines/1.yaml", PIPELINE);
        write("pipelines/2.yaml", "# the same again\n" + PIPELINE);
        assertThat(refused())
                .hasMessage(conf.resolve("pipelines/2.yaml") + ":2: name: \"p\" is defined in "
                        + conf.resolve("pipelines/1.yaml") + " too");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "modee: canary                                  | :5: modee: unknown key, did you mean \"mode\"?",
                "mode: rl                                       | :5: mode: cannot be rl in a file",
                "deadlineMs: 5                                  | :5: deadlineMs: must be from 10 to 86400000 ms, got 5",
                "features: [{name: f, kind: number}]            | :5: features[0].kind: must be one of",
                "goal: {accepts: a/b, produces: c/d}            | :5: goal: cannot be given together"
            })
    void load_pipelineRefused(String line, String fragment) throws IOException {
        write("pipelines/p.yaml", PIPELINE + line + "\n");
        assertThat(refused()).hasMessageContaining("p.yaml" + fragment);
    }

    @Test
    void load_goalBoundByRouting() throws IOException {
        String goal = "name: g\nversion: 1.0.0\ngoal: {accepts: a/b, produces: c/d, maxSteps: 4}\n";
        write("pipelines/g.yaml", goal);
        assertThat(ConfigLoader.load(conf).pipelines()).hasSize(1);
        write("granger.yaml", "routing: {maxSteps: 3}\n");
        assertThat(refused())
                .hasMessageContaining("g.yaml:3: goal.maxSteps: must be a whole number from 1 to 3, got 4");
    }

    @Test
    void load_dataWithItsFiles() throws IOException {
        write("granger.yaml", "data: /srv/granger\n");
        HubConfig config = ConfigLoader.load(conf);
        assertThat(config.data()).isEqualTo(Path.of("/srv/granger"));
        assertThat(config.files().roots()).containsExactly(Path.of("/srv/granger/files"));
        assertThat(config.withData(Path.of("d")).files().roots()).containsExactly(Path.of("d/files"));
        write("granger.yaml", "files: {roots: [/docs]}\n");
        assertThat(ConfigLoader.load(conf).withData(Path.of("d")).files().roots())
                .containsExactly(Path.of("/docs"));
    }

    @Test
    void hubConfig_pipelineTwice() {
        Pipeline pipeline = Pipeline.adHoc(new io.granger.task.Recipe.Goal("a/b", "c/d", 1, List.of()));
        BadSetting refused = catchThrowableOfType(
                BadSetting.class, () -> HubConfig.defaults().withPipelines(List.of(pipeline, pipeline)));
        assertThat(refused.key()).isEqualTo("pipelines");
    }
}
