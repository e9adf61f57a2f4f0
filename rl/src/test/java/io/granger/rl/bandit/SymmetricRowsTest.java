package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the same worked out entry by entry from the whole square. Four rows go at once: every rest of a division by four. */
final class SymmetricRowsTest {

    private static final double EXACT = 1e-12;

    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 11, 22})
    void products_anyDimension_thoseOfTheSquare(int d) {
        double[][] square = positive(d);
        double[][] m = lowerOf(square);
        for (int zeros = 0; zeros <= d; zeros++) {
            double[] x = new double[d];
            for (int i = zeros; i < d; i++) {
                x[i] = random.nextDouble(-1, 1);
            }
            double[] product = new double[d];
            SymmetricRows.multiply(m, x, product);
            assertThat(product).containsExactly(times(square, x), within(EXACT));
            assertThat(SymmetricRows.quadratic(m, x, new double[d])).isEqualTo(dot(x, times(square, x)), within(EXACT));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 11, 22})
    void addOuter_anyDimension_eachProduct(int d) {
        double[][] square = positive(d);
        double[][] m = lowerOf(square);
        double[] x = random.doubles(d, -1, 1).toArray();
        x[d / 2] = 0;
        SymmetricRows.addOuter(m, x, -.5);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                assertThat(m[i][j]).isEqualTo(square[i][j] - .5 * x[i] * x[j], within(EXACT));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 11, 22})
    void invert_anyDimension_timesItselfIsOne(int d) {
        double[][] square = positive(d);
        double[][] inverse = SymmetricRows.zeros(d);
        assertThat(SymmetricRows.invert(lowerOf(square), inverse, new double[d]))
                .isTrue();
        for (int i = 0; i < d; i++) {
            double[] one = new double[d];
            one[i] = 1;
            double[] column = new double[d];
            SymmetricRows.multiply(inverse, one, column);
            assertThat(times(square, column)).containsExactly(one, within(EXACT));
        }
    }

    @Test
    void invert_notPositive_false() {
        double[][] m = {{1}, {2, 1}};
        assertThat(SymmetricRows.invert(m, SymmetricRows.zeros(2), new double[2]))
                .isFalse();
        assertThat(SymmetricRows.logDeterminant(m)).isNaN();
    }

    /** |4 2; 2 3| = 8. */
    @Test
    void logDeterminant_byHand() {
        assertThat(SymmetricRows.logDeterminant(new double[][] {{4}, {2, 3}})).isEqualTo(Math.log(8), within(EXACT));
    }

    @Test
    void unpack_ofPacked_sameMatrix() {
        double[][] m = lowerOf(positive(5));
        double[][] again = SymmetricRows.zeros(5);
        SymmetricRows.unpack(SymmetricRows.packed(m), again);
        assertThat(again).isDeepEqualTo(m);
        assertThat(SymmetricRows.packed(m)[PackedSymmetric.length(3) + 1]).isEqualTo(m[3][1]);
    }

    /** B B' + 1 for a random B. */
    private double[][] positive(int d) {
        double[][] b = new double[d][];
        for (int i = 0; i < d; i++) {
            b[i] = random.doubles(d, -1, 1).toArray();
        }
        double[][] m = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                m[i][j] = dot(b[i], b[j]) + (i == j ? 1 : 0);
            }
        }
        return m;
    }

    private static double[][] lowerOf(double[][] square) {
        double[][] m = SymmetricRows.zeros(square.length);
        for (int i = 0; i < m.length; i++) {
            System.arraycopy(square[i], 0, m[i], 0, i + 1);
        }
        return m;
    }

    private static double[] times(double[][] square, double[] x) {
        double[] product = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            product[i] = dot(square[i], x);
        }
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
