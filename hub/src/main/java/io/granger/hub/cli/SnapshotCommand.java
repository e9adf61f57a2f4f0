package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code experience snapshot}: a data set in the hub's data directory. */
@Command(name = "snapshot", description = "write rows and their outcomes to a file of the hub, named after its content")
final class SnapshotCommand extends ClientCommand {
    @Mixin
    private final Window window = new Window();

    @Option(names = "--no-imported", description = "leave out rows from elsewhere")
    private boolean withoutImported;

    SnapshotCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        ObjectNode body = window.of(Json.object());
        if (withoutImported) {
            body.put("imported", false);
        }
        HubAnswer answer = hub.post(Query.path("v1", "experience", "snapshot"), body);
        if (isJson()) {
            print(answer);
        } else {
            JsonNode made = answer.json();
            terminal()
                    .say("snapshot " + made.path("snapshot").asText() + ": "
                            + Wording.count(made.path("rows").asLong(), "row") + ", "
                            + Wording.count(made.path("outcomes").asLong(), "outcome") + ", "
                            + made.path("imported").asLong() + " imported");
            terminal().say("  " + made.path("file").asText());
        }
        return Exit.OK;
    }
}
