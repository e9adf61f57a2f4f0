package io.granger.rl.bandit;

/** What regressions refuse. */
final class Bounds {

    private Bounds() {}

    static void requireLength(String name, int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException(name + " must be " + expected + ", are " + actual);
        }
    }

    static void requireFinite(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            requireFinite(name, i, values[i]);
        }
    }

    static void requireFinite(String name, int i, double value) {
        if (!(Math.abs(value) <= RidgeModel.LARGEST)) {
            throw new IllegalArgumentException(
                    name + " " + i + " must be finite and at most " + RidgeModel.LARGEST + " in size, is " + value);
        }
    }
}
