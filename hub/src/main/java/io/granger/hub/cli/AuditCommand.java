package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit}: who changed who decides, when and why. */
@Command(name = "audit", description = "show who or what changed the routing, newest first")
final class AuditCommand extends ClientCommand {
    private static final String INDENT = "  ";

    @Option(names = "--limit", paramLabel = "N", description = "at most that many")
    private Optional<Integer> limit = Optional.empty();

    AuditCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        HubAnswer answer = hub.get(Query.path("v1", "audit").with("limit", limit.map(String::valueOf)));
        if (isJson()) {
            print(answer);
        } else {
            print(lines(answer.json().path("audit")));
        }
        return Exit.OK;
    }

    private List<String> lines(JsonNode records) {
        List<String> lines = new ArrayList<>();
        for (JsonNode record : records) {
            lines.add(Wording.dayAndTime(record.path("at"), terminal().zone()) + "  "
                    + Wording.text(record.path("action")) + " by " + Wording.text(record.path("who")));
            lines.addAll(Words.wrap(INDENT, details(record.path("details"))));
        }
        return lines.isEmpty() ? List.of("Nothing was changed yet.") : lines;
    }

    private static String details(JsonNode details) {
        if (!details.isObject()) {
            return Wording.text(details);
        }
        StringJoiner text = new StringJoiner(", ");
        details.properties()
                .forEach(field -> text.add(Wording.plain(field.getKey()) + " " + Wording.text(field.getValue())));
        return text.toString();
    }
}
