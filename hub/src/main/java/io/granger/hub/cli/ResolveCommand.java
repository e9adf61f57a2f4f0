package io.granger.hub.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code resolve}: a person says what became of an unsafe step whose outcome is unknown. */
@Command(name = "resolve", description = "tell the hub what became of a step that waits for a person")
final class ResolveCommand extends ClientCommand {
    @Parameters(paramLabel = "ID", description = "task id")
    private String id = "";

    @ArgGroup(multiplicity = "1")
    private Verdict verdict = new Verdict();

    ResolveCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        HubAnswer answer = hub.post(Query.path("v1", "tasks", id, "resolve"), verdict.body());
        if (isJson()) {
            print(answer);
        } else {
            terminal().say(id + ": " + Wording.text(answer.json().path("state")));
        }
        return Exit.OK;
    }

    /** One of the three things that may have happened. */
    static final class Verdict {
        @Option(
                names = "--done",
                paramLabel = "FILE|JSON",
                description = "the step did its work: its output, a JSON object or a file that holds one")
        private Optional<String> done = Optional.empty();

        @Option(names = "--redo", description = "the step did nothing: do it again")
        private boolean redo;

        @Option(names = "--give-up", description = "the step did nothing, and must not be tried again")
        private boolean giveUp;

        ObjectNode body() {
            ObjectNode body = Json.object().put("done", done.isPresent());
            done.ifPresentOrElse(
                    output -> body.set("output", InputArgument.read("--done", output)), () -> body.put("redo", redo));
            return body;
        }
    }
}
