package io.granger.hub.cli;

import io.granger.routing.simulation.RecordedTable;
import io.granger.routing.simulation.Simulation;
import io.granger.routing.simulation.SimulationResult;
import io.granger.routing.simulation.TablePolicyName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Vowpal Wabbit and {@code auto} on the same rows in the same order, with bandit feedback only: which has the lower progressive loss?
 *
 * <p>{@code .ci/vw [--in-order] TABLE..}: tables of {@code simulate} in which one arm of each row is right. Vowpal Wabbit is given its
 * whole grid and every row's features both as they are and standardised in hindsight; the cell that did best in hindsight stands for
 * it. {@code auto} is one configuration and standardises as it goes. Two shuffles, or the file's order once.
 */
public final class SideBySide {
    private static final double FLOOR = 0.005;
    private static final long[] SEEDS = {1, 2};

    private SideBySide() {}

    /** A cell of the grid and what it did. */
    private record Cell(String arguments, boolean standardised, double loss, double perSecond) {}

    /** Prints a line a table. */
    public static void main(String[] arguments) {
        List<String> tables = new ArrayList<>(List.of(arguments));
        boolean inOrder = tables.remove("--in-order");
        if (tables.isEmpty()) {
            System.err.println("usage: .ci/vw [--in-order] TABLE..");
            System.exit(Exit.USAGE.code());
        }
        System.out.println(
                "table, auto's loss, its rounds/s | VW's best cell of its grid, examples/s, the cell | median cell");
        for (String file : tables) {
            compare(Path.of(file), inOrder);
        }
    }

    private static void compare(Path file, boolean inOrder) {
        RecordedTable table = RecordedTables.of(CsvTable.read("TABLE", file));
        List<int[]> orders = new ArrayList<>();
        if (inOrder) {
            orders.add(IntStream.range(0, table.rows()).toArray());
        } else {
            for (long seed : SEEDS) {
                orders.add(Simulation.shuffled(table.rows(), seed));
            }
        }
        double loss = 0;
        double perSecond = 0;
        for (int i = 0; i < orders.size(); i++) {
            SimulationResult ours = new Simulation(table, 0, System::nanoTime)
                    .play("auto", TablePolicyName.AUTO.over(table, 0, FLOOR), SEEDS[i], orders.get(i), round -> {});
            loss += ours.progressiveLoss() / orders.size();
            perSecond += ours.roundsPerSecond() / orders.size();
        }
        List<Cell> cells = new ArrayList<>(cells(table, orders));
        cells.sort(Comparator.comparingDouble(Cell::loss));
        Cell best = cells.getFirst();
        System.out.println(String.format(
                Locale.ROOT,
                "%s %.4f %,.0f/s | %.4f %,.0f/s %s%s | %.4f",
                file.getFileName(),
                loss,
                perSecond,
                best.loss(),
                best.perSecond(),
                best.standardised() ? "standardised " : "",
                best.arguments(),
                cells.get(cells.size() / 2).loss()));
    }

    private static List<Cell> cells(RecordedTable table, List<int[]> orders) {
        List<Cell> cells = new ArrayList<>();
        for (boolean standardised : new boolean[] {false, true}) {
            WabbitExamples examples = new WabbitExamples(table, standardised);
            for (String arguments : WabbitExamples.grid(table.arms().size())) {
                double loss = 0;
                long nanos = 0;
                for (int[] order : orders) {
                    long from = System.nanoTime();
                    loss += examples.progressiveLoss(arguments, order) / orders.size();
                    nanos += System.nanoTime() - from;
                }
                cells.add(new Cell(arguments, standardised, loss, 1e9 * orders.size() * table.rows() / nanos));
            }
        }
        return cells;
    }
}
