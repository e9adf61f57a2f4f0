package io.granger.hub.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code outcome}: how good a result turned out to be, told after the fact. */
@Command(name = "outcome", description = "say how good the result of a task or decision was")
final class OutcomeCommand extends ClientCommand {
    @Parameters(paramLabel = "ID", description = "task id or decision id")
    private String id = "";

    @Option(names = "--score", paramLabel = "X", required = true, description = "0 (useless) to 1 (perfect)")
    private double score;

    @Option(
            names = "--source",
            paramLabel = "S",
            defaultValue = "person",
            description = "who says so (default: ${DEFAULT-VALUE})")
    private String source = "person";

    @Option(
            names = "--key",
            paramLabel = "K",
            defaultValue = "cli",
            description = "the same source and key count once (default: ${DEFAULT-VALUE})")
    private String key = "cli";

    OutcomeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        if (!(score >= 0 && score <= 1)) {
            throw new CommandFailed(Exit.USAGE, "--score must be within 0..1, was " + score);
        }
        ObjectNode body =
                Json.object().put("score", score).put("source", source).put("key", key);
        if (Ids.isDecision(id)) {
            body.put("decisionId", id);
        }
        HubAnswer answer = hub.post(Query.path("v1", "tasks", Ids.taskOf(id), "outcome"), body);
        if (isJson()) {
            print(answer);
        } else if (answer.json().path("applied").asBoolean()) {
            terminal().say(id + ": score " + Wording.number(score) + " counted");
        } else {
            terminal()
                    .say(id + ": not counted, an outcome with source " + source + " and key " + key
                            + " is there already (--key gives another)");
        }
        return Exit.OK;
    }
}
