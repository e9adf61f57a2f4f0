package io.granger.examples.played;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Recorded outcomes of every arm on every row, with what was known of the row before.
 *
 * @param kinds of the features, in order: {@code numeric}, {@code category} or {@code text}
 * @param features by row: {@code f0, f1, ..}; a missing value is absent
 * @param arms names
 * @param rewards by row, then arm, in [0, 1]
 * @param costs by row, then arm, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // read once a round; nobody compares tables
record PlayedTable(
        List<String> kinds, List<JsonObject> features, List<String> arms, double[][] rewards, double[][] costs) {
    private static final int PREFIX = 2;

    PlayedTable {
        kinds = List.copyOf(kinds);
        features = List.copyOf(features);
        arms = List.copyOf(arms);
        if (features.isEmpty() || arms.size() < 2) {
            throw new IllegalArgumentException("a table to be played needs a row and two arms, has " + features.size()
                    + " rows and " + arms.size() + " arms");
        }
    }

    /** Reads the first rows of a table as {@code granger simulate} takes it: {@code x: c: t: r:ARM cost:ARM}. */
    static PlayedTable read(Path file, int rows) throws IOException {
        var format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader reader = Files.newBufferedReader(file);
                var parser = format.parse(reader)) {
            var header = parser.getHeaderNames();
            var columns = header.stream().filter(PlayedTable::isFeature).toList();
            var arms = header.stream()
                    .filter(name -> name.startsWith("r:"))
                    .map(name -> name.substring(PREFIX))
                    .toList();
            List<JsonObject> features = new ArrayList<>();
            List<double[]> rewards = new ArrayList<>();
            List<double[]> costs = new ArrayList<>();
            for (CSVRecord row : parser) {
                if (features.size() == rows) {
                    break;
                }
                features.add(features(row, columns));
                rewards.add(numbers(row, arms, "r:"));
                costs.add(numbers(row, arms, "cost:"));
            }
            var kinds = columns.stream().map(PlayedTable::kind).toList();
            return new PlayedTable(
                    kinds, features, arms, rewards.toArray(double[][]::new), costs.toArray(double[][]::new));
        }
    }

    private static boolean isFeature(String column) {
        return column.startsWith("x:") || column.startsWith("c:") || column.startsWith("t:");
    }

    private static String kind(String column) {
        return switch (column.charAt(0)) {
            case 'x' -> "numeric";
            case 'c' -> "category";
            default -> "text";
        };
    }

    private static JsonObject features(CSVRecord row, List<String> columns) {
        var features = new JsonObject();
        for (int i = 0; i < columns.size(); i++) {
            var cell = row.get(columns.get(i));
            if (!cell.isEmpty()) {
                features.put("f" + i, columns.get(i).startsWith("x:") ? (Object) Double.valueOf(cell) : cut(cell));
            }
        }
        return features;
    }

    /** The hub bounds texts among features. */
    private static String cut(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX);
    }

    private static final int TEXT_MAX = 1_000;

    /** The cells of these arms, 0 where the table has no such column. */
    private static double[] numbers(CSVRecord row, List<String> arms, String prefix) {
        return arms.stream()
                .mapToDouble(arm -> row.isMapped(prefix + arm) ? Double.parseDouble(row.get(prefix + arm)) : 0)
                .toArray();
    }

    int rows() {
        return features.size();
    }

    /** The arm with the highest mean reward over rows from (included) to (excluded). */
    int best(int from, int to) {
        int best = 0;
        for (int arm = 1; arm < arms.size(); arm++) {
            if (mean(arm, from, to) > mean(best, from, to)) {
                best = arm;
            }
        }
        return best;
    }

    /** Mean reward of an arm over rows from (included) to (excluded). */
    double mean(int arm, int from, int to) {
        double sum = 0;
        for (int row = from; row < to; row++) {
            sum += rewards[row][arm];
        }
        return sum / Math.max(1, to - from);
    }

    /** The same table in which the arm that was best up to a row does nothing right from there on. */
    PlayedTable broken(int fromRow) {
        int best = best(0, fromRow);
        var changed = rewards.clone();
        for (int row = fromRow; row < changed.length; row++) {
            changed[row] = changed[row].clone();
            changed[row][best] = 0;
        }
        return new PlayedTable(kinds, features, arms, changed, costs);
    }

    /** The features as a pipeline declares them. */
    JsonArray declared() {
        var declared = new JsonArray();
        for (int i = 0; i < kinds.size(); i++) {
            declared.add(new JsonObject().put("name", "f" + i).put("kind", kinds.get(i)));
        }
        return declared;
    }
}
