package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code try-spoke}: one call to one spoke, outside every task. */
@Command(name = "try-spoke", description = "call one spoke once; no task, no decision, nothing logged")
final class TrySpokeCommand extends ClientCommand {
    @Parameters(paramLabel = "NAME", description = "the spoke's name")
    private String name = "";

    @Option(
            names = "--input",
            paramLabel = "FILE|JSON",
            required = true,
            description = "the step's input: a JSON object, or a file that holds one")
    private String input = "";

    @Option(names = "--capability", paramLabel = "C", description = "which of its capabilities, if it has several")
    private Optional<String> capability = Optional.empty();

    TrySpokeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        ObjectNode body = Json.object();
        body.set("input", InputArgument.read("--input", input));
        capability.ifPresent(c -> body.put("capability", c));
        HubAnswer answer = hub.post(Query.path("v1", "spokes", name, "try"), body);
        JsonNode said = answer.json().path("answer");
        if (isJson()) {
            print(answer);
        } else {
            show(answer.json(), said);
        }
        return said.has("error") ? Exit.FAILED : Exit.OK;
    }

    private void show(JsonNode answer, JsonNode said) {
        Facts facts = new Facts();
        facts.add("spoke", Wording.text(answer.path("spoke")));
        facts.add("took", Wording.duration(answer.path("ms")));
        JsonNode error = said.path("error");
        if (said.has("error")) {
            facts.add(
                    "error",
                    Wording.text(error.path("class")) + ": " + Wording.text(error.path("message"))
                            + (error.path("retryable").asBoolean() ? " (may be retried)" : ""));
        } else {
            facts.add("output", Wording.text(said.path("output")));
            facts.addIfPresent("quality", said.path("quality"));
            facts.addIfPresent("cost", said.path("cost"));
        }
        print(facts.lines());
    }
}
