package io.granger.routing.simulation;

import io.granger.rl.FeatureHash;
import io.granger.rl.OnlineStandardizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes one column's value of a row to its places. */
interface ColumnEncoder {

    /** How many places it has. */
    int width();

    /** Prior precision of the coefficient of its place {@code i}. */
    default double precision(int i) {
        return 1;
    }

    /** Writes raw values; all its places hold 0 before. */
    void write(int row, float[] raw, OnlineStandardizer seen);

    static ColumnEncoder of(FeatureColumn column, int from) {
        return switch (column) {
            case FeatureColumn.Numeric numeric -> new Number(numeric.values(), from);
            case FeatureColumn.Category category -> new OneOf(category.values(), from);
            case FeatureColumn.Text text -> new TextFeatures(text.values(), from);
        };
    }

    /** A number; a missing one is told apart and otherwise counts as the mean so far. */
    final class Number implements ColumnEncoder {
        private final double[] values;
        private final int from;
        private final boolean isSometimesMissing;

        Number(double[] values, int from) {
            this.values = values;
            this.from = from;
            boolean missing = false;
            for (double value : values) {
                missing |= Double.isNaN(value);
            }
            this.isSometimesMissing = missing;
        }

        @Override
        public int width() {
            return isSometimesMissing ? 2 : 1;
        }

        @Override
        public void write(int row, float[] raw, OnlineStandardizer seen) {
            double value = values[row];
            if (Double.isNaN(value)) {
                raw[from] = (float) seen.mean(from);
                raw[from + 1] = 1;
            } else {
                raw[from] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
            }
        }
    }

    /** A category; its first value is the one that all others are told apart from. */
    final class OneOf implements ColumnEncoder {
        private static final int MOST_PLACES = 32;

        private final List<String> values;
        private final List<String> names;
        private final int from;

        OneOf(List<String> values, int from) {
            Set<String> distinct = new LinkedHashSet<>(values);
            this.values = values;
            this.names = new ArrayList<>(distinct);
            this.from = from;
        }

        @Override
        public int width() {
            return Math.min(MOST_PLACES, names.size() - 1);
        }

        @Override
        public void write(int row, float[] raw, OnlineStandardizer seen) {
            String value = values.get(row);
            if (names.size() - 1 > MOST_PLACES) {
                FeatureHash.addSigned(raw, from, MOST_PLACES, FeatureHash.of(value), 1);
                return;
            }
            int index = names.indexOf(value);
            if (index > 0) {
                raw[from + index - 1] = 1;
            }
        }
    }
}
