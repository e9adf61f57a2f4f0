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
    private static final double FLOOR = 0.005;

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
            description =
                    "heuristic, random, best-fixed, oracle, epsilon, beta, linucb, thompson, squarecb, auto or auto-0"
                            + " (what chooses spokes in a hub);"
                            + " may be given several times (default: best-fixed and auto)")
    private List<String> policies = new ArrayList<>();

    @Option(
            names = "--budget",
            paramLabel = "MS",
            description = "tasks that take time and may fail: ms:ARM (empty: never), fold, featureMs; arms are started,"
                    + " cut off and left for others until MS milliseconds are spent. Policies: heuristic (equal slices),"
                    + " random, best-fixed, oracle, static, forest or auto")
    private Optional<Double> budget = Optional.empty();

    @Option(names = "--folds", description = "with --budget: train on the other folds instead of in one pass")
    private boolean folds;

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
            description = "share of the rounds that learning policies spread evenly over all arms (default: "
                    + FLOOR + "; a hub,"
                    + " whose logs must support evaluation, runs with exploration.floor)")
    private Optional<Double> floor = Optional.empty();

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
        if (budget.isPresent()) {
            return withBudget(budget.get());
        }
        if (folds) {
            throw new CommandFailed(Exit.USAGE, "--folds goes with --budget");
        }
        return new OnePass(terminal, policies, lambda, shuffle, repeat, floor.orElse(FLOOR), log)
                .run(CsvTable.read("--table", table), json);
    }

    private int withBudget(double budgetMs) {
        if (lambda != 0 || floor.isPresent() || log.isPresent()) {
            throw new CommandFailed(Exit.USAGE, "--budget goes with none of --lambda, --floor and --log");
        }
        return new BudgetPass(terminal, policies, budgetMs, folds, shuffle, repeat)
                .run(CsvTable.read("--table", table), json);
    }
}
