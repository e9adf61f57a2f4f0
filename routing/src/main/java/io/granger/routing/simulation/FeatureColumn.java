package io.granger.routing.simulation;

import java.util.Arrays;
import java.util.List;

/** One feature of a recorded table, a value a row. Immutable by convention: the arrays are not copied, do not change them. */
public sealed interface FeatureColumn {

    /** The feature's name, without the letter of its kind. */
    String name();

    /** How many rows it has. */
    int size();

    /**
     * A number a row.
     *
     * @param values finite, or NaN where the value is missing
     */
    @SuppressWarnings("ArrayRecordComponent") // a column of a million rows is read cell by cell
    record Numeric(String name, double[] values) implements FeatureColumn {

        /** Refuses infinite values. */
        public Numeric {
            for (int i = 0; i < values.length; i++) {
                if (Double.isInfinite(values[i])) {
                    throw new IllegalArgumentException(
                            "feature " + name + " must be finite, is " + values[i] + " in row " + i);
                }
            }
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Numeric that && name.equals(that.name) && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return "Numeric[" + name + ", " + values.length + " rows]";
        }
    }

    /**
     * One of a set of names a row.
     *
     * @param values empty where the value is missing
     */
    record Category(String name, List<String> values) implements FeatureColumn {

        /** Keeps a copy. */
        public Category {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }
    }

    /**
     * Text a row.
     *
     * @param values empty where the value is missing
     */
    record Text(String name, List<String> values) implements FeatureColumn {

        /** Keeps a copy. */
        public Text {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }
    }
}
