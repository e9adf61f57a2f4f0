package io.granger.hub.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mode}: shows or sets who routes, the heuristic or the policy. */
@Command(name = "mode", description = "show the routing mode, or set it (then a reason is needed)")
final class ModeCommand extends ClientCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "MODE",
            description = "heuristic, shadow, canary or rl; none: show what is in force")
    private Optional<Mode> mode = Optional.empty();

    @Option(names = "--share", paramLabel = "S", description = "with canary: share of all keys, 0 to 1 - holdout")
    private Optional<Double> share = Optional.empty();

    @Option(names = "--pipeline", paramLabel = "P", description = "for this pipeline only")
    private Optional<String> pipeline = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the audit")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--override", description = "set rl without a gate that was passed")
    private boolean override;

    @Option(names = "--resume", description = "leave a stop; without a mode: as it was before")
    private boolean resume;

    ModeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        check();
        Query routing = Query.path("v1", "routing");
        HubAnswer answer = mode.isPresent() || resume ? hub.put(routing, body()) : hub.get(routing);
        if (isJson()) {
            print(answer);
        } else {
            print(RoutingPage.lines(answer.json(), terminal().zone()));
        }
        return Exit.OK;
    }

    private void check() {
        if (mode.isEmpty()
                && !resume
                && (share.isPresent() || pipeline.isPresent() || reason.isPresent() || override)) {
            throw new CommandFailed(Exit.USAGE, "say which mode to set: heuristic, shadow, canary or rl");
        }
        if ((mode.isPresent() || resume) && reason.filter(r -> !r.isBlank()).isEmpty()) {
            throw new CommandFailed(Exit.USAGE, "setting the mode needs --reason TEXT");
        }
        if (share.isPresent() && mode.filter(m -> m == Mode.CANARY).isEmpty()) {
            throw new CommandFailed(Exit.USAGE, "--share goes with canary; rl takes all but the holdout");
        }
    }

    private ObjectNode body() {
        ObjectNode body = Json.object();
        mode.ifPresent(m -> body.put("mode", m.toString()));
        share.ifPresent(s -> body.put("share", s));
        pipeline.ifPresent(p -> body.put("pipeline", p));
        reason.ifPresent(r -> body.put("reason", r));
        if (override) {
            body.put("override", true);
        }
        if (resume) {
            body.put("resume", true);
        }
        return body;
    }

    /** The four modes, as typed. */
    enum Mode {
        HEURISTIC,
        SHADOW,
        CANARY,
        RL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
