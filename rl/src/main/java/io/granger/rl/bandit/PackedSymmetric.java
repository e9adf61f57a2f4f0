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
     * {@code out = m^-1} by Cholesky: m = L L', then L^-1, then L^-T L^-1, each in the place of the one before. In rows of their own,
     * to which multiples of other rows are added: that is done several places at a time, sums of products are not.
     *
     * @param rows scratch of {@link #rows} for as many, spoilt
     * @param sums scratch as long as there are rows, spoilt
     * @return false, with {@code out} as it was, when {@code m} is not positive definite
     */
    static boolean invert(double[] m, double[] out, double[][] rows, double[] sums) {
        int d = rows.length;
        fill(rows, m);
        if (!factor(rows, sums)) {
            return false;
        }
        invertTriangle(rows, sums);
        multiplyByTranspose(rows);
        for (int i = 0; i < d; i++) {
            System.arraycopy(rows[i], 0, out, length(i), i + 1);
        }
        return true;
    }

    /** {@code log |m|} of a positive definite matrix; NaN for any other. */
    static double logDeterminant(double[] m, int d) {
        double[][] l = rows(d);
        fill(l, m);
        if (!factor(l, new double[d])) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < d; i++) {
            sum += StrictMath.log(l[i][i]);
        }
        return 2 * sum;
    }

    /** Rows of a lower triangle, each an array of its own. */
    static double[][] rows(int d) {
        double[][] rows = new double[d][];
        for (int i = 0; i < d; i++) {
            rows[i] = new double[i + 1];
        }
        return rows;
    }

    private static void fill(double[][] rows, double[] m) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(m, length(i), rows[i], 0, i + 1);
        }
    }

    private static boolean factor(double[][] a, double[] inverse) {
        for (int i = 0; i < a.length; i++) {
            double[] row = a[i];
            for (int j = 0; j < i; j++) {
                row[j] = (row[j] - dot(row, 0, a[j], j)) * inverse[j];
            }
            double square = row[i] - dot(row, 0, row, i);
            if (!(square > 0 && square < Double.POSITIVE_INFINITY)) {
                return false;
            }
            row[i] = StrictMath.sqrt(square);
            inverse[i] = 1 / row[i];
        }
        return true;
    }

    private static void invertTriangle(double[][] l, double[] sum) {
        for (int i = 0; i < l.length; i++) {
            double[] row = l[i];
            double diagonal = 1 / row[i];
            Arrays.fill(sum, 0, i, 0);
            for (int k = 0; k < i; k++) {
                add(sum, row[k], l[k], k + 1);
            }
            for (int j = 0; j < i; j++) {
                row[j] = -diagonal * sum[j];
            }
            row[i] = diagonal;
        }
    }

    private static void multiplyByTranspose(double[][] l) {
        for (int k = 0; k < l.length; k++) {
            double[] row = l[k];
            for (int i = 0; i < k; i++) {
                add(l[i], row[i], row, i + 1);
            }
            double diagonal = row[k];
            for (int j = 0; j <= k; j++) {
                row[j] *= diagonal;
            }
        }
    }

    /** {@code to += factor * from}, the first {@code n} places. */
    private static void add(double[] to, double factor, double[] from, int n) {
        for (int j = 0; j < n; j++) {
            to[j] += factor * from[j];
        }
    }
}
