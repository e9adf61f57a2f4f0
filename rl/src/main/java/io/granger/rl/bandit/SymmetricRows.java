package io.granger.rl.bandit;

import java.util.Arrays;

/**
 * Arithmetic on symmetric matrices kept as the rows of their lower triangle, each an array of its own: entry (i, j), j not above i, is
 * {@code m[i][j]}.
 *
 * <p>A loop over places of the same number in arrays of their own is done several places at a time by the processor; over parts of one
 * array, and for sums of products into one number, it is not. So four rows are taken at once, and multiples of them added up place by
 * place. The order of addition is fixed: the results have the same bits everywhere.
 */
final class SymmetricRows {

    private SymmetricRows() {}

    /** A matrix of zeros. */
    static double[][] zeros(int d) {
        double[][] rows = new double[d][];
        for (int i = 0; i < d; i++) {
            rows[i] = new double[i + 1];
        }
        return rows;
    }

    /** The matrix with this diagonal and zeros beside it. */
    static double[][] diagonal(double[] diagonal) {
        double[][] m = zeros(diagonal.length);
        for (int i = 0; i < m.length; i++) {
            m[i][i] = diagonal[i];
        }
        return m;
    }

    /** {@code out = m x}. */
    static void multiply(double[][] m, double[] x, double[] out) {
        int i = 0;
        for (; i < x.length - 3; i += 4) {
            double[] r0 = m[i];
            double[] r1 = m[i + 1];
            double[] r2 = m[i + 2];
            double[] r3 = m[i + 3];
            double x0 = x[i];
            double x1 = x[i + 1];
            double x2 = x[i + 2];
            double x3 = x[i + 3];
            addRows(out, r0, r1, r2, r3, x0, x1, x2, x3, i);
            double s0 = r0[i] * x0 + r1[i] * x1 + r2[i] * x2 + r3[i] * x3;
            double s1 = r1[i] * x0 + r1[i + 1] * x1 + r2[i + 1] * x2 + r3[i + 1] * x3;
            double s2 = r2[i] * x0 + r2[i + 1] * x1 + r2[i + 2] * x2 + r3[i + 2] * x3;
            double s3 = r3[i] * x0 + r3[i + 1] * x1 + r3[i + 2] * x2 + r3[i + 3] * x3;
            for (int j = 0; j < i; j++) {
                double xj = x[j];
                s0 += r0[j] * xj;
                s1 += r1[j] * xj;
                s2 += r2[j] * xj;
                s3 += r3[j] * xj;
            }
            out[i] = s0;
            out[i + 1] = s1;
            out[i + 2] = s2;
            out[i + 3] = s3;
        }
        for (; i < x.length; i++) {
            add(out, x[i], m[i], i);
            out[i] = PackedSymmetric.dot(m[i], 0, x, i + 1);
        }
    }

    /**
     * {@code x' m x}. Four rows where {@code x} is 0 cost nothing.
     *
     * @param scratch as long as {@code x}, spoilt
     */
    static double quadratic(double[][] m, double[] x, double[] scratch) {
        double diagonal = 0;
        double beside = 0;
        Arrays.fill(scratch, 0);
        int i = 0;
        for (; i < x.length - 3; i += 4) {
            double x0 = x[i];
            double x1 = x[i + 1];
            double x2 = x[i + 2];
            double x3 = x[i + 3];
            if (x0 == 0 && x1 == 0 && x2 == 0 && x3 == 0) {
                continue;
            }
            double[] r0 = m[i];
            double[] r1 = m[i + 1];
            double[] r2 = m[i + 2];
            double[] r3 = m[i + 3];
            addRows(scratch, r0, r1, r2, r3, x0, x1, x2, x3, i);
            diagonal += r0[i] * x0 * x0 + r1[i + 1] * x1 * x1 + r2[i + 2] * x2 * x2 + r3[i + 3] * x3 * x3;
            beside += (r1[i] * x1 + r2[i] * x2 + r3[i] * x3) * x0
                    + (r2[i + 1] * x2 + r3[i + 1] * x3) * x1
                    + r3[i + 2] * x3 * x2;
        }
        for (; i < x.length; i++) {
            add(scratch, x[i], m[i], i);
            diagonal += m[i][i] * x[i] * x[i];
        }
        return diagonal + 2 * (beside + PackedSymmetric.dot(scratch, 0, x, x.length));
    }

    private static void addRows(
            double[] to,
            double[] r0,
            double[] r1,
            double[] r2,
            double[] r3,
            double x0,
            double x1,
            double x2,
            double x3,
            int n) {
        for (int j = 0; j < n; j++) {
            to[j] += r0[j] * x0 + r1[j] * x1 + (r2[j] * x2 + r3[j] * x3);
        }
    }

    /** {@code m += factor * x x'}. */
    static void addOuter(double[][] m, double[] x, double factor) {
        for (int i = 0; i < x.length; i++) {
            double scaled = factor * x[i];
            if (scaled != 0) {
                add(m[i], scaled, x, i + 1);
            }
        }
    }

    /**
     * {@code out = m^-1} by Cholesky: m = L L', then L^-1, then L^-T L^-1, each in the place of the one before.
     *
     * @param out as many rows, spoilt when it returns false
     * @param scratch as long as there are rows, spoilt
     * @return false when {@code m} is not positive definite
     */
    static boolean invert(double[][] m, double[][] out, double[] scratch) {
        copy(m, out);
        if (!factor(out, scratch)) {
            return false;
        }
        invertTriangle(out, scratch);
        multiplyByTranspose(out);
        return true;
    }

    /** {@code log |m|} of a positive definite matrix; NaN for any other. */
    static double logDeterminant(double[][] m) {
        double[][] l = zeros(m.length);
        copy(m, l);
        if (!factor(l, new double[m.length])) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < m.length; i++) {
            sum += StrictMath.log(l[i][i]);
        }
        return 2 * sum;
    }

    /** Rows of the same numbers. */
    static double[][] copyOf(double[][] m) {
        double[][] copy = new double[m.length][];
        for (int i = 0; i < m.length; i++) {
            copy[i] = m[i].clone();
        }
        return copy;
    }

    /** Copies a matrix into the first rows of one that is as large or larger. */
    static void copy(double[][] from, double[][] to) {
        for (int i = 0; i < from.length; i++) {
            System.arraycopy(from[i], 0, to[i], 0, i + 1);
        }
    }

    /** Its rows one after the other, as {@link PackedSymmetric} has them. */
    static double[] packed(double[][] m) {
        double[] packed = new double[PackedSymmetric.length(m.length)];
        for (int i = 0; i < m.length; i++) {
            System.arraycopy(m[i], 0, packed, PackedSymmetric.length(i), i + 1);
        }
        return packed;
    }

    /** Takes over what {@link #packed} made of a matrix of the same dimension. */
    static void unpack(double[] packed, double[][] m) {
        for (int i = 0; i < m.length; i++) {
            System.arraycopy(packed, PackedSymmetric.length(i), m[i], 0, i + 1);
        }
    }

    /** The matrix of this dimension that {@link #packed} took. */
    static double[][] unpacked(double[] packed, int d) {
        double[][] m = zeros(d);
        unpack(packed, m);
        return m;
    }

    private static boolean factor(double[][] a, double[] inverse) {
        for (int i = 0; i < a.length; i++) {
            double[] row = a[i];
            for (int j = 0; j < i; j++) {
                row[j] = (row[j] - PackedSymmetric.dot(row, 0, a[j], j)) * inverse[j];
            }
            double square = row[i] - PackedSymmetric.dot(row, 0, row, i);
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
    static void add(double[] to, double factor, double[] from, int n) {
        for (int j = 0; j < n; j++) {
            to[j] += factor * from[j];
        }
    }
}
