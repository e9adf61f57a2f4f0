package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tasks}: the newest tasks, one line each. */
@Command(name = "tasks", description = "list tasks, newest first")
final class TasksCommand extends ClientCommand {
    @Option(
            names = "--state",
            paramLabel = "S",
            description = "only accepted, running, waiting, completed, failed, dead or cancelled ones")
    private Optional<String> state = Optional.empty();

    @Option(names = "--pipeline", paramLabel = "P", description = "only tasks of this pipeline")
    private Optional<String> pipeline = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "at most that many")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--cursor", paramLabel = "C", description = "go on where the last page ended")
    private Optional<String> cursor = Optional.empty();

    TasksCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        HubAnswer answer = hub.get(Query.path("v1", "tasks")
                .with("state", state)
                .with("pipeline", pipeline)
                .with("limit", limit.map(String::valueOf))
                .with("cursor", cursor));
        if (isJson()) {
            print(answer);
            return Exit.OK;
        }
        JsonNode tasks = answer.json().path("tasks");
        if (tasks.isEmpty()) {
            terminal().say("no tasks" + state.map(s -> " in state " + s).orElse(""));
            return Exit.OK;
        }
        Table table = new Table("TASK", "STATE", "PIPELINE", "AGE", "TOOK", reasons(tasks) ? "WHY" : "");
        for (JsonNode task : tasks) {
            table.row(
                    Wording.text(task.path("taskId")),
                    Wording.text(task.path("state")),
                    Wording.text(task.path("pipeline")),
                    Wording.age(task.path("createdAt"), terminal().clock().instant()),
                    TaskPage.took(task),
                    Wording.isPresent(task.path("why")) ? Wording.text(task.path("why")) : "");
        }
        print(table.lines());
        if (answer.json().hasNonNull("cursor")) {
            terminal()
                    .note("more: granger tasks --cursor "
                            + Wording.text(answer.json().path("cursor")));
        }
        return Exit.OK;
    }

    /** A page of many tasks may leave the reasons to the view of one. */
    private static boolean reasons(JsonNode tasks) {
        return !tasks.findValues("why").isEmpty();
    }
}
