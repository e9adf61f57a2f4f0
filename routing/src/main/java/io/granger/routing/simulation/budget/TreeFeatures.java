package io.granger.routing.simulation.budget;

import io.granger.routing.simulation.FeatureColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Feature columns as numbers that trees can split: a number as it is, a category by its place in the alphabet of those seen, a text
 * by its length and how often its words fall into each of a few buckets. Missing is NaN.
 */
public final class TreeFeatures {
    private static final int TEXT_BUCKETS = 64;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private TreeFeatures() {}

    /** A row of numbers for each row of the columns. */
    public static double[][] of(List<FeatureColumn> columns, int rows) {
        List<double[]> numbers = new ArrayList<>();
        for (FeatureColumn column : columns) {
            switch (column) {
                case FeatureColumn.Numeric numeric -> numbers.add(numeric.values());
                case FeatureColumn.Category category -> numbers.add(places(category.values()));
                case FeatureColumn.Text text -> numbers.addAll(buckets(text.values()));
            }
        }
        double[][] features = new double[rows][numbers.size()];
        for (int f = 0; f < numbers.size(); f++) {
            for (int row = 0; row < rows; row++) {
                features[row][f] = numbers.get(f)[row];
            }
        }
        return features;
    }

    private static double[] places(List<String> values) {
        String[] alphabet = values.stream().distinct().sorted().toArray(String[]::new);
        return values.stream()
                .mapToDouble(value -> value.isEmpty() ? Double.NaN : Arrays.binarySearch(alphabet, value))
                .toArray();
    }

    private static List<double[]> buckets(List<String> texts) {
        double[][] counts = new double[TEXT_BUCKETS + 1][texts.size()];
        for (int row = 0; row < texts.size(); row++) {
            counts[TEXT_BUCKETS][row] = texts.get(row).length();
            for (String word : NO_WORD.split(texts.get(row).toLowerCase(Locale.ROOT))) {
                if (!word.isEmpty()) {
                    counts[Math.floorMod(word.hashCode(), TEXT_BUCKETS)][row]++;
                }
            }
        }
        return Arrays.asList(counts);
    }
}
