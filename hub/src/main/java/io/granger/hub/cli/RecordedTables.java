package io.granger.hub.cli;

import io.granger.routing.simulation.RecordedTable;
import java.util.ArrayList;
import java.util.List;

/** Reads a recorded table: features, {@code r:ARM} of every arm, and {@code cost:ARM} of every arm or of none. */
final class RecordedTables {
    private static final String REWARD = "r:";
    private static final String COST = "cost:";
    /** Columns of tables for {@code --budget}, which one pass leaves alone. */
    private static final List<String> OF_BUDGETS = List.of("fold", "featureMs");

    private RecordedTables() {}

    static RecordedTable of(CsvTable table) {
        List<String> header = table.header();
        List<String> arms = new ArrayList<>();
        List<Integer> rewardColumns = new ArrayList<>();
        for (int column = 0; column < header.size(); column++) {
            String name = header.get(column);
            if (name.startsWith(REWARD)) {
                requireArm(table, column, REWARD);
                arms.add(name.substring(REWARD.length()));
                rewardColumns.add(column);
            }
        }
        if (arms.isEmpty()) {
            throw table.wrong("has no reward column; each arm needs one, named r:ARM");
        }
        if (table.size() == 0) {
            throw table.wrong("has no rows");
        }
        requireKnown(table, arms);
        double[][] rewards = numbers(table, rewardColumns, 1);
        return new RecordedTable(FeatureColumns.of(table), arms, rewards, costs(table, arms));
    }

    private static double[][] costs(CsvTable table, List<String> arms) {
        List<Integer> columns = new ArrayList<>();
        for (String arm : arms) {
            int column = table.header().indexOf(COST + arm);
            if (column >= 0) {
                columns.add(column);
            }
        }
        if (columns.isEmpty()) {
            return new double[0][];
        }
        if (columns.size() != arms.size()) {
            throw table.wrong("has costs for " + columns.size() + " of " + arms.size() + " arms; give all or none");
        }
        return numbers(table, columns, Double.MAX_VALUE);
    }

    private static double[][] numbers(CsvTable table, List<Integer> columns, double most) {
        double[][] numbers = new double[table.size()][columns.size()];
        for (int row = 0; row < numbers.length; row++) {
            for (int i = 0; i < numbers[row].length; i++) {
                numbers[row][i] = table.number(row, columns.get(i), 0, most);
            }
        }
        return numbers;
    }

    private static void requireKnown(CsvTable table, List<String> arms) {
        for (int column = 0; column < table.header().size(); column++) {
            String name = table.header().get(column);
            if (name.startsWith(COST)) {
                requireArm(table, column, COST);
                if (!arms.contains(name.substring(COST.length()))) {
                    throw table.wrong(column, "is the cost of an arm that has no r: column");
                }
            } else if (!name.startsWith(REWARD)
                    && !name.startsWith("ms:")
                    && !FeatureColumns.isFeature(name)
                    && !OF_BUDGETS.contains(name)) {
                throw table.wrong(
                        column, "is no column of a recorded table: x:, c:, t:, r:, cost:, ms:, fold, featureMs");
            }
        }
    }

    private static void requireArm(CsvTable table, int column, String prefix) {
        if (table.header().get(column).length() == prefix.length()) {
            throw table.wrong(column, "names no arm");
        }
    }
}
