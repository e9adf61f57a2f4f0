package io.granger.hub.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code promote}: begins the rollout of a policy, or takes it one stage on. */
@Command(name = "promote", description = "begin the rollout of a policy in shadow, or take it one stage on")
final class PromoteCommand extends ClientCommand {
    @Parameters(paramLabel = "VERSION", description = "the policy, as 'policies' lists it")
    private String version = "";

    @Option(names = "--pipeline", paramLabel = "P", description = "for this pipeline only")
    private Optional<String> pipeline = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the audit")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--override", description = "without a passed gate, or during a cooldown (needs a reason)")
    private boolean override;

    PromoteCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        if (override && reason.filter(r -> !r.isBlank()).isEmpty()) {
            throw new CommandFailed(Exit.USAGE, "--override needs --reason TEXT");
        }
        ObjectNode body = Json.object();
        pipeline.ifPresent(p -> body.put("pipeline", p));
        reason.ifPresent(r -> body.put("reason", r));
        if (override) {
            body.put("override", true);
        }
        HubAnswer answer = hub.post(Query.path("v1", "policies", version, "promote"), body);
        if (isJson()) {
            print(answer);
        } else {
            print(RolloutPage.lines(answer.json(), terminal().zone()));
        }
        return Exit.OK;
    }
}
