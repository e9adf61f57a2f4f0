package io.granger.hub.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code simulate}: what learned routing would have done on recorded outcomes. */
@Command(name = "simulate", description = "play policies over a table of recorded outcomes; needs no hub")
final class SimulateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--table",
            paramLabel = "FILE",
            required = true,
            description =
                    "CSV, one row a task: features x:NAME (number), c:NAME (category), t:NAME (text), and r:ARM in [0,1],"
                            + " cost:ARM of each arm")
    private Path table = Path.of("");

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            description = "heuristic, random, best-fixed, oracle, epsilon, beta, linucb, thompson, squarecb or auto;"
                    + " may be given several times (default: best-fixed and auto)")
    private List<String> policies = new ArrayList<>();

    @Option(names = "--lambda", paramLabel = "L", description = "reward minus L times the arm's cost (default: 0)")
    private double lambda;

    @Option(names = "--shuffle", paramLabel = "SEED", description = "shuffle the rows (default: the file's order)")
    private Optional<Long> shuffle = Optional.empty();

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "play N times, with seeds SEED, SEED + 1, .. (default: 1)")
    private int repeat = 1;

    @Option(
            names = "--floor",
            paramLabel = "EPS",
            description =
                    "share of the rounds that learning policies spread evenly over all arms (default: 0.005; a hub,"
                            + " whose logs must support evaluation, runs with exploration.floor)")
    private double floor = 0.005;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "write an experience row a round, one JSON object per line")
    private Optional<Path> log = Optional.empty();

    @Option(names = "--json", description = "one JSON object instead of a table")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return new OnePass(terminal, policies, lambda, shuffle, repeat, floor, log)
                .run(CsvTable.read("--table", table), json);
    }
}
