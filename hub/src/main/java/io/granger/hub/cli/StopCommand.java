package io.granger.hub.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stop}: all routing heuristic, at once. */
@Command(name = "stop", description = "route everything by the heuristic at once; left with 'mode --resume'")
final class StopCommand extends ClientCommand {
    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why, for the audit")
    private String reason = "";

    StopCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        HubAnswer answer =
                hub.post(Query.path("v1", "routing", "stop"), Json.object().put("reason", reason));
        if (isJson()) {
            print(answer);
        } else {
            terminal().say("stopped: every decision is the heuristic's; leave with:");
            terminal().say("  granger mode --resume --reason ..");
        }
        return Exit.OK;
    }
}
