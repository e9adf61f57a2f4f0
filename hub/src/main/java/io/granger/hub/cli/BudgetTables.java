package io.granger.hub.cli;

import io.granger.routing.simulation.budget.BudgetTable;
import io.granger.routing.simulation.budget.BudgetTask;
import io.granger.routing.simulation.budget.TreeFeatures;
import java.util.ArrayList;
import java.util.List;

/** Reads a table for a budget: features, {@code ms:ARM} of every arm, {@code fold} and {@code featureMs}. */
final class BudgetTables {
    private static final String TIME = "ms:";
    private static final String FOLD = "fold";
    private static final String FEATURE_TIME = "featureMs";

    private BudgetTables() {}

    /** The table; folds are read only where they are asked for, and must be there then. */
    static BudgetTable of(CsvTable table, double budgetMs, boolean byFold) {
        List<String> arms = new ArrayList<>();
        List<Integer> timeColumns = new ArrayList<>();
        for (int column = 0; column < table.header().size(); column++) {
            String name = table.header().get(column);
            if (name.startsWith(TIME)) {
                if (name.length() == TIME.length()) {
                    throw table.wrong(column, "names no arm");
                }
                arms.add(name.substring(TIME.length()));
                timeColumns.add(column);
            } else {
                requireKnown(table, column);
            }
        }
        int foldColumn = byFold ? table.header().indexOf(FOLD) : -1;
        if (arms.isEmpty()) {
            throw table.wrong("has no column of times; each arm needs one, named ms:ARM");
        }
        if (byFold && foldColumn < 0) {
            throw table.wrong("has no column named fold, which --folds needs");
        }
        if (table.size() == 0) {
            throw table.wrong("has no rows");
        }
        return new BudgetTable(arms, tasks(table, timeColumns, foldColumn), budgetMs);
    }

    private static List<BudgetTask> tasks(CsvTable table, List<Integer> timeColumns, int foldColumn) {
        double[][] features = TreeFeatures.of(FeatureColumns.of(table), table.size());
        int costColumn = table.header().indexOf(FEATURE_TIME);
        List<BudgetTask> tasks = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            double[] finishMs = new double[timeColumns.size()];
            for (int arm = 0; arm < finishMs.length; arm++) {
                finishMs[arm] = time(table, row, timeColumns.get(arm));
            }
            int fold = foldColumn < 0 ? 0 : fold(table, row, foldColumn);
            double featureMs = costColumn < 0 ? 0 : table.number(row, costColumn, 0, Double.MAX_VALUE);
            tasks.add(new BudgetTask(features[row], finishMs, fold, featureMs));
        }
        return tasks;
    }

    private static double time(CsvTable table, int row, int column) {
        return table.cell(row, column).isBlank()
                ? Double.POSITIVE_INFINITY
                : table.number(row, column, 0, Double.MAX_VALUE);
    }

    private static int fold(CsvTable table, int row, int column) {
        double fold = table.number(row, column, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (fold != Math.rint(fold)) {
            throw table.wrong(row, column, "must be a whole number, is " + fold);
        }
        return (int) fold;
    }

    private static void requireKnown(CsvTable table, int column) {
        String name = table.header().get(column);
        boolean known = FeatureColumns.isFeature(name)
                || name.startsWith("r:")
                || name.startsWith("cost:")
                || name.equals(FOLD)
                || name.equals(FEATURE_TIME);
        if (!known) {
            throw table.wrong(
                    column,
                    "is no column of a table for a budget: x:, c:, t:, ms:, fold, featureMs; r:, cost: are left");
        }
    }
}
