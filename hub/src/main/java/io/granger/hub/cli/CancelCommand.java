package io.granger.hub.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cancel}: ends a task from outside. */
@Command(name = "cancel", description = "cancel a task")
final class CancelCommand extends ClientCommand {
    @Parameters(paramLabel = "ID", description = "task id")
    private String id = "";

    CancelCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        HubAnswer answer = hub.post(Query.path("v1", "tasks", id, "cancel"), Json.object());
        if (isJson()) {
            print(answer);
        } else {
            terminal().say(id + ": " + Wording.text(answer.json().path("state")));
        }
        return Exit.OK;
    }
}
