package io.granger.hub.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granger.hub.shape.Nearest;
import io.granger.routing.simulation.RecordedTable;
import io.granger.routing.simulation.Simulation;
import io.granger.routing.simulation.SimulationResult;
import io.granger.routing.simulation.TablePolicyName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One pass of every policy over a recorded table, {@code repeat} times.
 *
 * @param shuffle seed of the first order; empty keeps the file's order, and draws begin with seed 1
 * @param floor share of the rounds that learning policies spread evenly over all arms
 * @param log file to write an experience row a round to
 */
record OnePass(
        Terminal terminal,
        List<String> policies,
        double lambda,
        Optional<Long> shuffle,
        int repeat,
        double floor,
        Optional<Path> log) {
    private static final int MOST_REPEATS = 10_000;
    private static final int SHOW_EVERY_ROUNDS = 512;

    OnePass {
        if (!(lambda >= 0 && lambda <= Double.MAX_VALUE)) {
            throw new CommandFailed(Exit.USAGE, "--lambda must be a number of at least 0, is " + lambda);
        }
        if (!(floor >= 0 && floor <= 1)) {
            throw new CommandFailed(Exit.USAGE, "--floor must be in [0, 1], is " + floor);
        }
        if (repeat < 1 || repeat > MOST_REPEATS) {
            throw new CommandFailed(Exit.USAGE, "--repeat must be in [1, " + MOST_REPEATS + "], is " + repeat);
        }
    }

    int run(CsvTable csv, boolean json) {
        List<TablePolicyName> names = policies.isEmpty()
                ? List.of(TablePolicyName.BEST_FIXED, TablePolicyName.AUTO)
                : policies.stream().map(OnePass::named).toList();
        RecordedTable table = RecordedTables.of(csv);
        List<SimulationResult> results = new ArrayList<>();
        Optional<SimulatedLog> rows = log.map(file -> new SimulatedLog(file, table));
        try (Progress progress = new Progress(terminal)) {
            for (TablePolicyName name : names) {
                for (int i = 0; i < repeat; i++) {
                    results.add(play(table, name, shuffle.orElse(1L) + i, progress, rows));
                }
            }
        } finally {
            rows.ifPresent(SimulatedLog::close);
        }
        if (json) {
            terminal.say(Json.line(json(table, results)));
        } else {
            show(table, results);
        }
        return Exit.OK.code();
    }

    private SimulationResult play(
            RecordedTable table, TablePolicyName name, long seed, Progress progress, Optional<SimulatedLog> rows) {
        int[] order = shuffle.isPresent()
                ? Simulation.shuffled(table.rows(), seed)
                : IntStream.range(0, table.rows()).toArray();
        return new Simulation(table, lambda, System::nanoTime)
                .play(name.toString(), name.over(table, lambda, floor), seed, order, round -> {
                    rows.ifPresent(sink -> sink.write(name.toString(), seed, round));
                    if (round.round() % SHOW_EVERY_ROUNDS == 0) {
                        progress.show(name + ", seed " + seed + ": row " + round.round() + " of " + table.rows());
                    }
                });
    }

    private static TablePolicyName named(String word) {
        List<String> words =
                Arrays.stream(TablePolicyName.values()).map(Object::toString).toList();
        return Arrays.stream(TablePolicyName.values())
                .filter(name -> name.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        Exit.USAGE,
                        "--policy: '" + Wording.plain(word) + "' is none of " + String.join(", ", words)
                                + Nearest.of(word, words)
                                        .map(n -> "; nearest: " + n)
                                        .orElse("")));
    }

    private static ObjectNode json(RecordedTable table, List<SimulationResult> results) {
        ObjectNode root = Json.object();
        root.put("rows", table.rows());
        table.arms().forEach(root.putArray("arms")::add);
        var list = root.putArray("results");
        for (SimulationResult result : results) {
            ObjectNode node = list.addObject()
                    .put("policy", result.policy())
                    .put("seed", result.seed())
                    .put("meanReward", result.meanReward())
                    .put("lastThirdReward", result.lastThirdReward())
                    .put("regret", result.regret())
                    .put("progressiveLoss", result.progressiveLoss());
            ObjectNode shares = node.putObject("shares");
            result.shares().forEach(shares::put);
            node.put("roundsPerSecond", result.roundsPerSecond());
        }
        return root;
    }

    private void show(RecordedTable table, List<SimulationResult> results) {
        terminal.say(Wording.count(table.rows(), "row") + ", "
                + Wording.count(table.arms().size(), "arm")
                + (lambda > 0 ? ", reward less " + Wording.number(lambda) + " x cost" : ""));
        Table lines = new Table("policy", "seed", "reward", "last third", "regret", "loss", "rounds/s", "most chosen");
        for (SimulationResult result : results) {
            lines.row(
                    result.policy(),
                    Long.toString(result.seed()),
                    thousandths(result.meanReward()),
                    thousandths(result.lastThirdReward()),
                    thousandths(result.regret()),
                    thousandths(result.progressiveLoss()),
                    String.format(Locale.ROOT, "%,.0f", result.roundsPerSecond()),
                    mostChosen(result));
        }
        lines.lines().forEach(terminal::say);
    }

    private static String mostChosen(SimulationResult result) {
        return result.shares().entrySet().stream()
                .max(java.util.Map.Entry.comparingByValue())
                .map(most -> Wording.plain(most.getKey()) + " " + Wording.percent(most.getValue()))
                .orElse("-");
    }

    private static String thousandths(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
