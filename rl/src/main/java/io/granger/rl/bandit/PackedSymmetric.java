package io.granger.rl.bandit;

/**
 * Arithmetic on symmetric matrices kept as their lower triangle, row after row: entry (i, j), j not above i, is at {@code i * (i +
 * 1) / 2 + j}: sums that are saved and sent. Half the memory of a square array, and symmetric by construction.
 */
final class PackedSymmetric {

    private PackedSymmetric() {}

    /** Length of the array of a matrix of dimension {@code d}. */
    static int length(int d) {
        return d * (d + 1) / 2;
    }

    /**
     * Sum of {@code a[aFrom + i] * b[i]} over {@code i < n}. In four sums that do not wait for one another; the order of addition is
     * fixed, so the result has the same bits everywhere.
     */
    static double dot(double[] a, int aFrom, double[] b, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < n - 3; i += 4) {
            s0 += a[aFrom + i] * b[i];
            s1 += a[aFrom + i + 1] * b[i + 1];
            s2 += a[aFrom + i + 2] * b[i + 2];
            s3 += a[aFrom + i + 3] * b[i + 3];
        }
        for (; i < n; i++) {
            s0 += a[aFrom + i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** {@code m += factor * x x'}. */
    static void addOuter(double[] m, double[] x, double factor) {
        for (int i = 0, row = 0; i < x.length; row += ++i) {
            double scaled = factor * x[i];
            if (scaled != 0) {
                for (int j = 0; j <= i; j++) {
                    m[row + j] += scaled * x[j];
                }
            }
        }
    }
}
