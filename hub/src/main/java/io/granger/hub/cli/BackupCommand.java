package io.granger.hub.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backup}: the hub writes a copy of its store while it runs. */
@Command(name = "backup", description = "have the hub write a copy of its store, on the hub's machine")
final class BackupCommand extends ClientCommand {
    @Parameters(paramLabel = "FILE", description = "the copy's name")
    private String file = "";

    BackupCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        HubAnswer answer =
                hub.post(Query.path("v1", "admin", "backup"), Json.object().put("file", file));
        if (isJson()) {
            print(answer);
        } else {
            terminal()
                    .say("wrote " + Wording.text(answer.json().path("file")) + ", "
                            + Wording.bytes(answer.json().path("bytes").asLong()));
        }
        return Exit.OK;
    }
}
