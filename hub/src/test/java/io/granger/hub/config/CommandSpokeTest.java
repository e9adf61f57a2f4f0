package io.granger.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.FileGate;
import io.granger.registry.Capability;
import io.granger.registry.SemVer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandSpokeTest {
    private static final String HEAD =
            "commandSpokes:\n- name: pdftotext\n  version: 1.0.0\n  capabilities:\n  - {name: extract-text,"
                    + " accepts: application/pdf, produces: text/plain, expectedMs: 150}\n";

    @TempDir
    Path folder;

    private List<CommandSpoke> load(String yaml) throws IOException {
        Files.writeString(folder.resolve("granger.yaml"), yaml);
        return ConfigLoader.load(folder).commandSpokes();
    }

    private static CommandSpoke spoke(
            int concurrency, List<String> command, CommandOutput output, Set<Integer> exits, long timeoutMs) {
        return new CommandSpoke(
                "pdftotext",
                SemVer.parse("1.0.0"),
                concurrency,
                List.of(Capability.of("extract-text", "application/pdf", "text/plain")
                        .withExpectedMs(150)),
                command.stream().map(CommandArgument::parse).toList(),
                output,
                exits,
                timeoutMs);
    }

    @Test
    void load_onlyWhatIsRequired() throws IOException {
        assertThat(load(HEAD + "  command: [pdftotext]\n"))
                .containsExactly(spoke(1, List.of("pdftotext"), new CommandOutput.Text("text"), Set.of(), 20_000));
    }

    @Test
    void load_everyKey() throws IOException {
        String yaml = HEAD + "  concurrency: 2\n  command: [pdftotext, -layout, \"{input.file}\", \"-\"]\n"
                + "  output: json\n  invalidInputExit: [1, 3]\n  timeoutMs: 5\n";
        assertThat(load(yaml))
                .containsExactly(spoke(
                        2,
                        List.of("pdftotext", "-layout", "{input.file}", "-"),
                        new CommandOutput.Json(),
                        Set.of(1, 3),
                        5));
        assertThat(load(HEAD + "  command: [a]\n  output: {words: stdout}\n")
                        .get(0)
                        .output())
                .isEqualTo(new CommandOutput.Text("words"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "concurrency: 0                       | commandSpokes[0].concurrency: must be",
                "comand: [a]                          | commandSpokes[0].comand: unknown key, did you mean \"command\"?",
                "command: []                          | commandSpokes[0].command: must have 1 to 64 items, got 0",
                "command: a                           | commandSpokes[0].command: must be a list",
                "command: [a, 3]                      | commandSpokes[0].command[1]: must be a text, got 3",
                "command: [a, '{file}']               | commandSpokes[0].command[1]: has an unknown template {file}",
                "command: [a, '{input.}']             | unknown template {input.}",
                "command: [a, '{input.a.b}']          | unknown template {input.a.b}",
                "command: [a, '{taskInput.a}']        | unknown template {taskInput.a}",
                "command: ['{input.program}', a]      | commandSpokes[0].command[0]: must be the program itself",
                "command: ['']                        | commandSpokes[0].command[0]: must be the program itself",
                "output: xml                          | commandSpokes[0].output: must be json, or one field with stdout",
                "output: {text: stderr}               | commandSpokes[0].output: must be json, or one field with stdout",
                "output: {a: stdout, b: stdout}       | commandSpokes[0].output: must be json, or one field with stdout",
                "output: {'a b': stdout}              | commandSpokes[0].output: must name a field",
                "invalidInputExit: [0]                | commandSpokes[0].invalidInputExit: must be a list of whole",
                "invalidInputExit: [256]              | commandSpokes[0].invalidInputExit: must be a list of whole",
                "timeoutMs: 0                         | commandSpokes[0].timeoutMs: must be"
            })
    void load_refused(String line, String fragment) {
        String command = line.startsWith("command:") || line.startsWith("comand:") ? "" : "  command: [a]\n";
        assertThatThrownBy(() -> load(HEAD + "  " + line + "\n" + command))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("granger.yaml:6: commandSpokes[0]")
                .hasMessageContaining(fragment);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {name: A}                                        | commandSpokes[0].name: must match",
                "- {version: 1.0.0}                                 | commandSpokes[0].name: is required",
                "- {name: a}                                        | commandSpokes[0].version: is required",
                "- {name: a, version: 1.0.0}                        | commandSpokes[0].capabilities: is required",
                "- {name: a, version: 1.0.0, capabilities: [{nam: b}]} | commandSpokes[0].capabilities[0].nam: unknown key",
                "- 3                                                | commandSpokes[0]: must be an object, got 3"
            })
    void load_headRefused(String item, String fragment) {
        assertThatThrownBy(() -> load("commandSpokes:\n" + item + "\n"))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("granger.yaml:2: " + fragment);
    }

    @Test
    void load_nameTwice() {
        String two = HEAD + "  command: [a]\n" + HEAD.substring(HEAD.indexOf('-')) + "  command: [b]\n";
        assertThatThrownBy(() -> load(two))
                .hasMessageContaining("granger.yaml:7: commandSpokes[1].name: must not be given twice");
    }

    @Test
    void commandLine_everythingPutIn() throws IOException {
        Path file = Files.writeString(folder.resolve("a b.pdf"), "x").toRealPath();
        FileGate files = new FileGate(List.of(folder));
        CommandSpoke spoke = spoke(
                1,
                List.of("p", "-n={input.n}", "{input.file}", "{input.a}{input.b}", "{}{\"x\":1}", "-"),
                new CommandOutput.Json(),
                Set.of(),
                1);
        JsonObject input = new JsonObject()
                .put("file", "a b.pdf")
                .put("n", 2.0)
                .put("a", "$(ls) ; {input.n}")
                .put("b", true);
        assertThat(spoke.commandLine(input, files))
                .containsExactly("p", "-n=2", file.toString(), "$(ls) ; {input.n}true", "{}{\"x\":1}", "-");
        assertThat(spoke.program()).isEqualTo("p");
    }

    @ParameterizedTest
    @CsvSource({
        "{input.none}, missing-field, input.none",
        "{input.o}, bad-value, input.o",
        "{input.minus}, bad-value, input.minus",
        "{input.nul}, bad-value, input.nul",
        "{input.file}, file-not-allowed, input.file"
    })
    void expand_refused(String argument, String code, String field) {
        JsonObject input = new JsonObject()
                .put("o", new JsonArray())
                .put("minus", "--exec=rm")
                .put("nul", "a\0b")
                .put("file", "/etc/passwd");
        ApiError error = catchThrowableOfType(
                ApiError.class, () -> CommandArgument.parse(argument).expand(input, new FileGate(List.of(folder))));
        assertThat(error.code().word()).isEqualTo(code);
        assertThat(error.field()).contains(field);
    }

    @Test
    void expand_fileThatIsNoText() {
        ApiError error = catchThrowableOfType(
                ApiError.class,
                () -> CommandArgument.parse("{input.file}")
                        .expand(new JsonObject().put("file", 3), new FileGate(List.of(folder))));
        assertThat(error.getMessage()).isEqualTo("input.file must be a text");
    }
}
