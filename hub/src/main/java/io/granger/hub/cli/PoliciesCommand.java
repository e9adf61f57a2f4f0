package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code policies}: which there are, and what is known of one. */
@Command(name = "policies", description = "list the policies, or tell all about one")
final class PoliciesCommand extends ClientCommand {
    @Parameters(paramLabel = "VERSION", arity = "0..1", description = "tell all about this one")
    private Optional<String> version = Optional.empty();

    PoliciesCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        HubAnswer answer = version.map(v -> hub.get(Query.path("v1", "policies", v)))
                .orElseGet(() -> hub.get(Query.path("v1", "policies")));
        if (isJson()) {
            print(answer);
        } else if (version.isPresent()) {
            one(answer.json());
        } else {
            all(answer.json());
        }
        return Exit.OK;
    }

    private void all(JsonNode answer) {
        Table table = new Table("VERSION", "TRAINED", "ROWS", "GATE");
        for (JsonNode policy : answer.path("policies")) {
            table.row(
                    Wording.plain(policy.path("version").asText()),
                    policy.hasNonNull("createdAt")
                            ? Wording.age(
                                    policy.path("createdAt"), terminal().clock().instant())
                            : "built in",
                    policy.hasNonNull("rows") ? policy.path("rows").asText() : "",
                    Wording.plain(policy.path("gate").asText("")));
        }
        print(table.lines());
        JsonNode run = answer.path("training");
        if (run.path("state").asText().equals("running")) {
            terminal().say(Wording.plain(run.path("kind").asText()) + ": " + RunPage.bar(run));
        }
    }

    private void one(JsonNode policy) {
        Facts facts = new Facts();
        for (var field : policy.properties()) {
            if (field.getValue().isValueNode()) {
                facts.add(Wording.plain(field.getKey()), Wording.text(field.getValue()));
            }
        }
        print(facts.lines());
    }
}
