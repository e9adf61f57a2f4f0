package io.granger.hub.cli;

import io.granger.hub.shape.ApiError;
import io.granger.hub.train.EvaluateWork;
import io.granger.hub.train.GateRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code evaluate-worker}: the process that judges a version. Says how far it is, and at the end the report, in lines of JSON. */
@Command(name = "evaluate-worker", hidden = true, description = "judges a policy by a snapshot; 'evaluate' starts it")
final class EvaluateWorkerCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--snapshot", required = true)
    private Path snapshot = Path.of("");

    @Option(names = "--policies", required = true)
    private Path policies = Path.of("");

    @Option(names = "--version", required = true)
    private String version = "";

    @Option(names = "--live", required = true)
    private String live = "";

    @Option(names = "--built-in")
    private Optional<Path> builtIn = Optional.empty();

    @Option(names = "--heuristic", required = true)
    private String heuristic = "";

    @Option(names = "--floor", required = true)
    private double floor;

    @Option(names = "--margin", required = true)
    private double margin;

    @Option(names = "--min-ess", required = true)
    private double minEss;

    @Option(names = "--segment-margin", required = true)
    private double segmentMargin;

    @Option(names = "--max-censored", required = true)
    private double maxCensored;

    @Option(names = "--budget-micros", required = true)
    private double budgetMicros;

    @Option(names = "--watched", description = "end when the input closes: then whoever started us is gone")
    private boolean watched;

    EvaluateWorkerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        WorkerLines lines = new WorkerLines(terminal, watched);
        try {
            var request = new EvaluateWork.Request(
                    snapshot,
                    policies,
                    version,
                    live,
                    builtIn,
                    heuristic,
                    floor,
                    new GateRules(margin, minEss, segmentMargin, maxCensored, budgetMicros));
            long nowMs = terminal.clock().instant().toEpochMilli();
            lines.say(EvaluateWork.run(request, nowMs, lines::progress).encode());
            return Exit.OK.code();
        } catch (IOException | ApiError | IllegalArgumentException | IllegalStateException refused) {
            lines.error(refused);
            return Exit.FAILED.code();
        }
    }
}
