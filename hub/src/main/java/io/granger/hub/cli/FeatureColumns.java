package io.granger.hub.cli;

import io.granger.routing.simulation.FeatureColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the feature columns {@code x:NAME}, {@code c:NAME} and {@code t:NAME} of a recorded table. */
final class FeatureColumns {
    private static final String MISSING = "?";
    private static final int KIND = 2;

    private FeatureColumns() {}

    /** Whether a column of this name is a feature. */
    static boolean isFeature(String name) {
        return name.startsWith("x:") || name.startsWith("c:") || name.startsWith("t:");
    }

    /** All feature columns of the table, in its order; empty cells and those that say {@code ?} are missing values. */
    static List<FeatureColumn> of(CsvTable table) {
        List<FeatureColumn> features = new ArrayList<>();
        for (int column = 0; column < table.header().size(); column++) {
            String header = table.header().get(column);
            if (isFeature(header)) {
                String name = header.substring(KIND);
                features.add(
                        switch (header.charAt(0)) {
                            case 'x' -> new FeatureColumn.Numeric(name, numbers(table, column));
                            case 'c' -> new FeatureColumn.Category(name, words(table, column));
                            default -> new FeatureColumn.Text(name, texts(table, column));
                        });
            }
        }
        return features;
    }

    private static double[] numbers(CsvTable table, int column) {
        double[] values = new double[table.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = isMissing(table.cell(row, column))
                    ? Double.NaN
                    : table.number(row, column, -Double.MAX_VALUE, Double.MAX_VALUE);
        }
        return values;
    }

    private static List<String> words(CsvTable table, int column) {
        return IntStream.range(0, table.size())
                .mapToObj(row -> table.cell(row, column))
                .map(cell -> isMissing(cell) ? "" : cell)
                .toList();
    }

    private static List<String> texts(CsvTable table, int column) {
        return IntStream.range(0, table.size())
                .mapToObj(row -> table.cell(row, column))
                .toList();
    }

    private static boolean isMissing(String cell) {
        return cell.isBlank() || cell.strip().equals(MISSING);
    }
}
