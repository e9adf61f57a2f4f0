package io.granger.rl.bandit;

import java.util.Arrays;

/**
 * Arithmetic on symmetric matrices kept as their lower triangle, row after row: entry (i, j), j not above i, is at {@code i * (i +
 * 1) / 2 + j}. Half the memory of a square array, and symmetric by construction.
 */
final class PackedSymmetric {

    private PackedSymmetric() {}

    /** Length of the array of a matrix of dimension {@code d}. */
    static int length(int d) {
        return d * (d + 1) / 2;
    }

    /** The matrix with this diagonal and zeros beside it. */
    static double[] diagonal(double[] diagonal) {
        double[] matrix = new double[length(diagonal.length)];
        for (int i = 0; i < diagonal.length; i++) {
            matrix[length(i) + i] = diagonal[i];
        }
        return matrix;
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

    /** {@code out = m x}. */
    static void multiply(double[] m, double[] x, double[] out) {
        for (int i = 0, row = 0; i < x.length; row += ++i) {
            double xi = x[i];
            if (xi != 0) {
                for (int j = 0; j < i; j++) {
                    out[j] += m[row + j] * xi;
                }
            }
            out[i] = dot(m, row, x, i + 1);
        }
    }

    /**
     * {@code x' m x}. Rows where {@code x} is 0 cost nothing.
     *
     * @param scratch as long as {@code x}, spoilt
     */
    static double quadratic(double[] m, double[] x, double[] scratch) {
        double diagonal = 0;
        Arrays.fill(scratch, 0);
        for (int i = 0, row = 0; i < x.length; row += ++i) {
            double xi = x[i];
            if (xi != 0) {
                // a sum into each place is done four at a time by the processor, a sum into one is not
                for (int j = 0; j < i; j++) {
                    scratch[j] += m[row + j] * xi;
                }
                diagonal += m[row + i] * xi * xi;
            }
        }
        return diagonal + 2 * dot(scratch, 0, x, x.length);
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

    /**
     * {@code out = m^-1} by Cholesky: m = L L', then L^-1, then L^-T L^-1, each in the place of the one before.
     *
     * @return false, with {@code out} spoilt, when {@code m} is not positive definite
     */
    static boolean invert(double[] m, int d, double[] out) {
        System.arraycopy(m, 0, out, 0, m.length);
        if (!factor(out, d)) {
            return false;
        }
        invertTriangle(out, d);
        multiplyByTranspose(out, d);
        return true;
    }

    /** {@code log |m|} of a positive definite matrix; NaN for any other. */
    static double logDeterminant(double[] m, int d) {
        double[] l = m.clone();
        if (!factor(l, d)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < d; i++) {
            sum += StrictMath.log(l[length(i) + i]);
        }
        return 2 * sum;
    }

    private static boolean factor(double[] a, int d) {
        for (int i = 0, rowI = 0; i < d; rowI += ++i) {
            for (int j = 0, rowJ = 0; j <= i; rowJ += ++j) {
                double sum = a[rowI + j];
                for (int k = 0; k < j; k++) {
                    sum -= a[rowI + k] * a[rowJ + k];
                }
                if (j < i) {
                    a[rowI + j] = sum / a[rowJ + j];
                } else if (sum > 0 && sum < Double.POSITIVE_INFINITY) {
                    a[rowI + i] = StrictMath.sqrt(sum);
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    private static void invertTriangle(double[] l, int d) {
        for (int i = 0, rowI = 0; i < d; rowI += ++i) {
            double diagonal = 1 / l[rowI + i];
            for (int j = 0; j < i; j++) {
                double sum = 0;
                for (int k = j; k < i; k++) {
                    sum += l[rowI + k] * l[length(k) + j];
                }
                l[rowI + j] = -diagonal * sum;
            }
            l[rowI + i] = diagonal;
        }
    }

    private static void multiplyByTranspose(double[] l, int d) {
        for (int i = 0, rowI = 0; i < d; rowI += ++i) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = i, rowK = rowI; k < d; rowK += ++k) {
                    sum += l[rowK + i] * l[rowK + j];
                }
                l[rowI + j] = sum;
            }
        }
    }
}
