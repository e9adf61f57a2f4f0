package io.granger.hub.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollback}: gives every key back to the heuristic. */
@Command(name = "rollback", description = "take a policy back: the heuristic decides for every key again")
final class RollbackCommand extends ClientCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "VERSION",
            description = "the policy; none: the one that is being rolled out")
    private Optional<String> version = Optional.empty();

    @Option(
            names = "--pipeline",
            paramLabel = "P",
            description = "of this pipeline only, where its mode was set by hand")
    private Optional<String> pipeline = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why, for the audit")
    private String reason = "";

    RollbackCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        ObjectNode body = Json.object().put("reason", reason);
        pipeline.ifPresent(p -> body.put("pipeline", p));
        HubAnswer answer =
                hub.post(Query.path("v1", "policies", version.orElseGet(() -> rolledOut(hub)), "rollback"), body);
        if (isJson()) {
            print(answer);
        } else {
            print(RolloutPage.lines(answer.json(), terminal().zone()));
        }
        return Exit.OK;
    }

    private static String rolledOut(HubClient hub) {
        var policy = hub.get(Query.path("v1", "rollout")).json().path("policy");
        if (!policy.isTextual()) {
            throw new CommandFailed(Exit.NOT_FOUND, "nothing is being rolled out; name the policy to take back");
        }
        return policy.asText();
    }
}
