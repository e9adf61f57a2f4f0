package io.granger.hub.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granger.hub.shape.Nearest;
import io.granger.routing.simulation.Simulation;
import io.granger.routing.simulation.budget.BudgetScore;
import io.granger.routing.simulation.budget.BudgetSimulation;
import io.granger.routing.simulation.budget.BudgetTable;
import io.granger.routing.simulation.budget.PolicyKind;
import io.granger.routing.simulation.budget.References;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Every policy over a table of tasks with a budget, {@code repeat} times.
 *
 * @param shuffle seed of the first order; empty keeps the file's order, and draws begin with seed 1
 * @param byFold whether policies are trained on the other folds; otherwise they learn in one pass
 */
record BudgetPass(
        Terminal terminal, List<String> policies, double budgetMs, boolean byFold, Optional<Long> shuffle, int repeat) {
    private static final int MOST_REPEATS = 10_000;

    BudgetPass {
        if (!(budgetMs > 0 && budgetMs <= Double.MAX_VALUE)) {
            throw new CommandFailed(Exit.USAGE, "--budget must be a number above 0, is " + budgetMs);
        }
        if (repeat < 1 || repeat > MOST_REPEATS) {
            throw new CommandFailed(Exit.USAGE, "--repeat must be in [1, " + MOST_REPEATS + "], is " + repeat);
        }
    }

    private record Result(PolicyKind kind, long seed, BudgetScore score) {}

    int run(CsvTable csv, boolean json) {
        List<PolicyKind> kinds = policies.isEmpty()
                ? List.of(PolicyKind.BEST_FIXED, PolicyKind.AUTO)
                : policies.stream().map(BudgetPass::named).toList();
        BudgetTable table = BudgetTables.of(csv, budgetMs, byFold);
        List<Result> results = new ArrayList<>();
        try (Progress progress = new Progress(terminal)) {
            for (PolicyKind kind : kinds) {
                for (int i = 0; i < repeat; i++) {
                    long seed = shuffle.orElse(1L) + i;
                    progress.show(kind.word() + ", seed " + seed);
                    results.add(new Result(kind, seed, score(table, kind, seed)));
                }
            }
        }
        References references = References.of(table);
        if (json) {
            terminal.say(Json.line(json(table, references, results)));
        } else {
            show(table, references, results);
        }
        return Exit.OK.code();
    }

    private BudgetScore score(BudgetTable table, PolicyKind kind, long seed) {
        int rows = table.tasks().size();
        int[] order = shuffle.isPresent()
                ? Simulation.shuffled(rows, seed)
                : IntStream.range(0, rows).toArray();
        var tasks = Arrays.stream(order).mapToObj(table.tasks()::get).toList();
        return new BudgetSimulation(new BudgetTable(table.arms(), tasks, budgetMs), byFold).score(kind, seed);
    }

    private static PolicyKind named(String word) {
        List<String> words =
                Arrays.stream(PolicyKind.values()).map(PolicyKind::word).toList();
        return PolicyKind.of(word)
                .orElseThrow(() -> new CommandFailed(
                        Exit.USAGE,
                        "--policy: '" + Wording.plain(word) + "' is none of those with a budget: "
                                + String.join(", ", words)
                                + Nearest.of(word, words)
                                        .map(n -> "; nearest: " + n)
                                        .orElse("")));
    }

    private ObjectNode json(BudgetTable table, References references, List<Result> results) {
        ObjectNode root = Json.object();
        root.put("rows", table.tasks().size());
        table.arms().forEach(root.putArray("arms")::add);
        root.put("budgetMs", budgetMs);
        References.Reference best = references.best();
        root.putObject("best")
                .put("arm", table.arms().get(best.arm()))
                .put("par10", best.par10Ms())
                .put("solved", best.solved());
        root.putObject("oracle")
                .put("par10", references.oracle().par10Ms())
                .put("solved", references.oracle().solved());
        var list = root.putArray("results");
        for (Result result : results) {
            ObjectNode node = list.addObject()
                    .put("policy", result.kind().word())
                    .put("seed", result.seed())
                    .put("solved", result.score().solved())
                    .put("par10", result.score().par10Ms());
            result.score().gapClosed().ifPresentOrElse(x -> node.put("gapClosed", x), () -> node.putNull("gapClosed"));
            result.score().recovered().ifPresentOrElse(x -> node.put("recovered", x), () -> node.putNull("recovered"));
        }
        return root;
    }

    private void show(BudgetTable table, References references, List<Result> results) {
        References.Reference best = references.best();
        terminal.say(Wording.count(table.tasks().size(), "task") + ", "
                + Wording.count(table.arms().size(), "arm") + ", budget " + Wording.number(budgetMs) + " ms; "
                + (byFold ? "trained on the other folds" : "one pass"));
        terminal.say("best single arm " + Wording.plain(table.arms().get(best.arm())) + ": " + seconds(best.par10Ms())
                + ", solved " + best.solved() + "; oracle: "
                + seconds(references.oracle().par10Ms()) + ", solved "
                + references.oracle().solved());
        Table lines = new Table("policy", "seed", "solved", "PAR10", "gap closed", "recovered");
        for (Result result : results) {
            lines.row(
                    result.kind().word(),
                    Long.toString(result.seed()),
                    Integer.toString(result.score().solved()),
                    seconds(result.score().par10Ms()),
                    thousandths(result.score().gapClosed()),
                    thousandths(result.score().recovered()));
        }
        lines.lines().forEach(terminal::say);
    }

    private static String seconds(double ms) {
        return String.format(Locale.ROOT, "%,.1f s", ms / 1000);
    }

    private static String thousandths(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "-";
    }
}
