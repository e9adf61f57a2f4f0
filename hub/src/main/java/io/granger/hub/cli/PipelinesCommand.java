package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pipelines}: the recipes that tasks can name. */
@Command(name = "pipelines", description = "list pipelines: what they accept, and their chains or goal")
final class PipelinesCommand extends ClientCommand {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "only this one")
    private Optional<String> name = Optional.empty();

    PipelinesCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        HubAnswer answer =
                hub.get(name.map(n -> Query.path("v1", "pipelines", n)).orElseGet(() -> Query.path("v1", "pipelines")));
        if (isJson()) {
            print(answer);
            return Exit.OK;
        }
        JsonNode list = answer.json().path("pipelines");
        if (list.isArray() && list.isEmpty()) {
            terminal().say("no pipelines are defined; they are files in conf/pipelines");
        } else if (list.isArray()) {
            list.forEach(pipeline -> print(lines(pipeline)));
        } else {
            print(lines(answer.json()));
        }
        return Exit.OK;
    }

    private static List<String> lines(JsonNode pipeline) {
        List<String> lines = new ArrayList<>();
        String deadline = pipeline.path("deadlineMs").isNumber()
                ? ", deadline " + Wording.duration(pipeline.path("deadlineMs"))
                : "";
        String mode = Wording.isPresent(pipeline.path("mode")) ? ", mode " + Wording.text(pipeline.path("mode")) : "";
        lines.add(Wording.text(pipeline.path("name")) + " " + Wording.text(pipeline.path("version")) + ": "
                + accepts(pipeline) + deadline + mode);
        int n = 0;
        for (JsonNode chain : pipeline.path("alternatives")) {
            n++;
            lines.addAll(Words.wrap("  ", n + ". " + TaskPage.chain(chain)));
        }
        JsonNode goal = pipeline.path("goal");
        if (goal.isObject()) {
            String through = goal.path("through").isEmpty() ? "" : " through " + TaskPage.chain(goal.path("through"));
            String steps = goal.path("maxSteps").isNumber()
                    ? ", at most " + Wording.count(goal.path("maxSteps").asLong(), "step")
                    : "";
            lines.add("  any chain to " + Wording.text(goal.path("produces")) + through + steps);
        }
        for (JsonNode feature : pipeline.path("features")) {
            lines.add("  feature " + Wording.text(feature.path("name")) + " (" + Wording.text(feature.path("kind"))
                    + ")");
        }
        return lines;
    }

    private static String accepts(JsonNode pipeline) {
        JsonNode own = pipeline.path("accepts");
        JsonNode accepts = Wording.isPresent(own) ? own : pipeline.path("goal").path("accepts");
        return "accepts " + Wording.text(accepts);
    }
}
