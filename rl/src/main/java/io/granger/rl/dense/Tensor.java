package io.granger.rl.dense;

import java.util.Arrays;
import java.util.List;

/**
 * An array of numbers with one or more dimensions, the last one running fastest.
 *
 * @param dimensions each at least 1; their product is the number of values
 * @param values not copied, do not change them
 */
@SuppressWarnings("ArrayRecordComponent") // weights are large and handed on, never changed
public record Tensor(List<Integer> dimensions, float[] values) {

    /** Refuses a shape that does not fit the values. */
    public Tensor {
        dimensions = List.copyOf(dimensions);
        long size = 1;
        for (int dimension : dimensions) {
            if (dimension < 1) {
                throw new IllegalArgumentException("dimension must be at least 1, is " + dimension);
            }
            size *= dimension;
            if (size > values.length) {
                break;
            }
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "values of " + dimensions + " must be the product of these, are " + values.length);
        }
    }

    /** How many values there are. */
    public int size() {
        return values.length;
    }

    void requireFinite(String name) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new NetworkRejected("weights " + name + " must be finite, number " + i + " is " + values[i]);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && dimensions.equals(that.dimensions) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * dimensions.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor" + dimensions;
    }
}
