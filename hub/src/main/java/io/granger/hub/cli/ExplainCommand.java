package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code explain}: why a task went the way it went, or why one decision fell as it did. */
@Command(name = "explain", description = "tell in plain words why a task or a decision went as it did")
final class ExplainCommand extends ClientCommand {
    @Parameters(paramLabel = "TASK|DECISION", description = "task id or decision id")
    private String id = "";

    ExplainCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        if (Ids.isDecision(id)) {
            HubAnswer answer = hub.get(Query.path("v1", "decisions", id));
            if (isJson()) {
                print(answer);
            } else {
                JsonNode list = answer.json().path("decisions");
                print(new DecisionStory(list.isArray() && !list.isEmpty() ? list.get(0) : answer.json())
                        .lines("", terminal().zone()));
            }
            return Exit.OK;
        }
        if (!Ids.taskOf(id).equals(id)) {
            throw new CommandFailed(
                    Exit.USAGE, "'" + Wording.plain(id) + "' is neither a task id nor a decision id (TASK.EPOCH-seq)");
        }
        HubAnswer decisions = hub.get(Query.path("v1", "tasks", id, "decisions"));
        if (isJson()) {
            print(decisions);
        } else {
            print(story(
                    hub.get(Query.path("v1", "tasks", id)).json(),
                    decisions.json().path("decisions")));
        }
        return Exit.OK;
    }

    private List<String> story(JsonNode task, JsonNode decisions) {
        List<String> lines = new ArrayList<>(TaskPage.lines(task, terminal().zone()));
        lines.add("");
        lines.add(
                decisions.isEmpty()
                        ? "No decision was made yet."
                        : Wording.count(decisions.size(), "decision") + ", in order:");
        int n = 0;
        for (JsonNode decision : decisions) {
            n++;
            lines.add("");
            lines.addAll(new DecisionStory(decision).lines(n + ". ", terminal().zone()));
        }
        return lines;
    }
}
