package io.granger.hub.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drain}: no new work for a spoke; it leaves when its work in flight ended. */
@Command(name = "drain", description = "give a spoke no new work and let it leave")
final class DrainCommand extends ClientCommand {
    @Parameters(paramLabel = "SPOKE", description = "NAME@VERSION#INSTANCE, or a name for all its instances")
    private String spoke = "";

    DrainCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        HubAnswer answer = hub.post(Query.path("v1", "spokes", spoke, "drain"), Json.object());
        if (isJson()) {
            print(answer);
        } else {
            terminal().say(Wording.plain(spoke) + ": draining");
        }
        return Exit.OK;
    }
}
