package io.granger.hub.cli;

import picocli.CommandLine.Command;

/** {@code rollout}: where the rollout of a policy stands, and what was found out about it. */
@Command(name = "rollout", description = "show where the rollout of a policy stands, and why")
final class RolloutCommand extends ClientCommand {
    RolloutCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        HubAnswer answer = hub.get(Query.path("v1", "rollout"));
        if (isJson()) {
            print(answer);
        } else {
            print(RolloutPage.lines(answer.json(), terminal().zone()));
        }
        return Exit.OK;
    }
}
