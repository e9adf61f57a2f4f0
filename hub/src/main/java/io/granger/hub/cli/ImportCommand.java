package io.granger.hub.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code experience import}: rows from elsewhere, to train on. */
@Command(
        name = "import",
        description = "hand the hub experience from elsewhere: it is trained on and never counted as the hub's own")
final class ImportCommand extends ClientCommand {
    @Parameters(
            paramLabel = "FILE",
            description = "one JSON object per line; nothing is taken unless every line is good")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "jsonl|dsjson",
            description = "default: dsjson for a file of that name, else jsonl")
    private Optional<ExportCommand.Format> format = Optional.empty();

    ImportCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandFailed(Exit.FAILED, file + " cannot be read");
        }
        ExportCommand.Format form = format.orElse(
                file.toString().endsWith(".dsjson") ? ExportCommand.Format.DSJSON : ExportCommand.Format.JSONL);
        HubAnswer answer = hub.upload(Query.path("v1", "experience").with("format", form.toString()), file);
        if (isJson()) {
            print(answer);
        } else {
            terminal()
                    .say("imported "
                            + Wording.count(answer.json().path("imported").asLong(), "row") + " as "
                            + answer.json().path("import").asText());
        }
        return Exit.OK;
    }
}
