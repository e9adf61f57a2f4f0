package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code replay}: computes a stored decision again; any difference is a failure. */
@Command(name = "replay", description = "compute a stored decision again and compare")
final class ReplayCommand extends ClientCommand {
    @Parameters(paramLabel = "DECISION", description = "decision id")
    private String id = "";

    ReplayCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        HubAnswer answer = hub.get(Query.path("v1", "decisions", id, "replay"));
        JsonNode differences = answer.json().path("differences");
        if (isJson()) {
            print(answer);
        } else {
            String skipped = list(answer.json().path("skipped"));
            terminal()
                    .say(Wording.text(answer.json().path("decisionId")) + ": repeated "
                            + list(answer.json().path("repeated"))
                            + (skipped.isEmpty() ? "; " : ", not " + skipped + "; ")
                            + (differences.isEmpty()
                                    ? "no difference"
                                    : Wording.count(differences.size(), "difference") + ":"));
            differences.forEach(difference -> terminal().say("  " + Wording.text(difference)));
        }
        return differences.isEmpty() ? Exit.OK : Exit.FAILED;
    }

    private static String list(JsonNode levels) {
        StringJoiner list = new StringJoiner(", ");
        levels.forEach(level -> list.add(Wording.text(level)));
        return list.toString();
    }
}
