package io.granger.hub.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code retry}: a new task with the input of one that ended. */
@Command(name = "retry", description = "submit the input of an ended task as a new task")
final class RetryCommand extends ClientCommand {
    @Parameters(paramLabel = "ID", description = "id of the task that ended")
    private String id = "";

    RetryCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        HubAnswer answer = hub.post(Query.path("v1", "tasks", id, "retry"), Json.object());
        if (isJson()) {
            print(answer);
        } else {
            terminal()
                    .say(Wording.text(answer.json().path("taskId")) + ": "
                            + Wording.text(answer.json().path("state")) + ", retry of " + id);
        }
        return Exit.OK;
    }
}
