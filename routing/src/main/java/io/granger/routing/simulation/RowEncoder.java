package io.granger.routing.simulation;

import io.granger.rl.OnlineStandardizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the features of a table's rows into numbers: z-scores against the rows encoded so far.
 *
 * <p>The layout follows from the columns alone (which are numeric, have missing values, which values a category takes), never from
 * rewards. A number is one place, and one more that says whether it is missing where that happens; a category is a place for each of
 * its values but one, or signed hashing where there are many; text is {@link TextFeatures}. Not thread-safe.
 */
public final class RowEncoder {
    /** What is rarely there stands far away when it is; further than this it would decide alone. */
    private static final double MOST_SPREADS = 2.5;

    private final List<ColumnEncoder> columns = new ArrayList<>();
    private final float[] raw;
    private final double[] precisions;
    private final double[] encoded;
    private final OnlineStandardizer standardizer;

    /** An encoder of these columns that has seen no row. */
    public RowEncoder(List<FeatureColumn> features) {
        int width = 0;
        List<Double> beliefs = new ArrayList<>();
        for (FeatureColumn feature : features) {
            ColumnEncoder column = ColumnEncoder.of(feature, width);
            columns.add(column);
            for (int i = 0; i < column.width(); i++) {
                beliefs.add(column.precision(i));
            }
            width += column.width();
        }
        raw = new float[width];
        encoded = new double[width];
        standardizer = new OnlineStandardizer(width);
        precisions = beliefs.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Prior precision of the coefficient of every place. */
    double[] precisions() {
        return precisions.clone();
    }

    /** The row's numbers before they are held against others, in a new array. A missing number is the mean of the rows taken in. */
    public float[] raw(int row) {
        write(row);
        return raw.clone();
    }

    /** Takes the row in and gives its numbers before they are held against others, in a new array. */
    float[] take(int row) {
        float[] taken = raw(row);
        standardizer.observe(taken);
        return taken;
    }

    /** Takes the row in and encodes it; the array is the same at every call. */
    double[] encode(int row) {
        write(row);
        standardizer.observe(raw);
        standardizer.standardize(raw, 0, encoded, 0);
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = Math.max(-MOST_SPREADS, Math.min(MOST_SPREADS, encoded[i]));
        }
        return encoded;
    }

    private void write(int row) {
        Arrays.fill(raw, 0);
        for (ColumnEncoder column : columns) {
            column.write(row, raw, standardizer);
        }
    }
}
