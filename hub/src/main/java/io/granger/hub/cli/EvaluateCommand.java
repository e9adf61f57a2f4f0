package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate}: what the log says about a version, and whether the gate lets it through. */
@Command(
        name = "evaluate",
        description = "judge a policy by the logged experience it was not trained on",
        footer = {
            "",
            "It must be shown to be not worse than the live policy; that it is better only a canary can show.",
            "Values are mean rewards in [0, 1]; each bound is wrong with a probability of 5 % at most."
        })
final class EvaluateCommand extends ClientCommand {
    @Parameters(paramLabel = "VERSION", description = "the policy")
    private String version = "";

    @Mixin
    private final Window window = new Window();

    @Option(names = "--snapshot", paramLabel = "HASH", description = "judge by this snapshot")
    private Optional<String> snapshot = Optional.empty();

    @Option(
            names = "--live",
            paramLabel = "POLICY",
            description = "compare with this version, auto-0 or heuristic (default: what decides now)")
    private Optional<String> live = Optional.empty();

    @Option(names = "--json", description = "the whole report as one JSON object")
    private boolean json;

    EvaluateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        ObjectNode body = window.of(Json.object());
        snapshot.ifPresent(hash -> body.put("snapshot", hash));
        live.ifPresent(policy -> body.put("live", policy));
        hub.post(Query.path("v1", "policies", version, "evaluate"), body);
        JsonNode report = new RunWait(hub, terminal()).untilEnd().path("evaluation");
        if (json || isJson()) {
            terminal().say(Json.line(report));
        } else {
            new EvaluationPage(report).lines().forEach(terminal()::say);
        }
        return Exit.OK;
    }
}
