package io.granger.hub.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code task}: where one task stands, and why. */
@Command(name = "task", description = "show one task: state, why, steps, result")
final class TaskCommand extends ClientCommand {
    @Parameters(paramLabel = "ID", description = "task id")
    private String id = "";

    TaskCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        HubAnswer answer = hub.get(Query.path("v1", "tasks", id));
        if (isJson()) {
            print(answer);
        } else {
            print(TaskPage.lines(answer.json(), terminal().zone()));
        }
        return Exit.OK;
    }
}
