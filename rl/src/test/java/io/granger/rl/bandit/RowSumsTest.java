package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Rows by their sums: added up, in other units, with fewer features. */
class RowSumsTest {

    /** Sums of rows are the same however the rows are grouped, to 1e-12 of the largest. */
    @Property(tries = 100, seed = "4711")
    void sums_anyGrouping_same(@ForAll long seed) {
        Random random = new Random(seed);
        List<RowSums> parts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            RowSums part = new RowSums(3, 1);
            for (int n = random.nextInt(5); n > 0; n--) {
                double[] x = {1, random.nextGaussian(), random.nextGaussian()};
                part.add(x, new double[] {random.nextGaussian()}, new double[] {random.nextGaussian()});
            }
            parts.add(part);
        }
        RowSums oneByOne = new RowSums(3, 1);
        parts.forEach(oneByOne::add);
        Collections.shuffle(parts, random);
        RowSums left = new RowSums(3, 1);
        RowSums right = new RowSums(3, 1);
        parts.subList(0, 3).forEach(left::add);
        parts.subList(3, 6).forEach(right::add);
        right.add(left);
        assertThat(numbers(right)).containsExactly(numbers(oneByOne), within(1e-12 * 30));
    }

    /** Rows (1, 2) with target 3 and (1, 4) with target 5: A gains [[2, 6], [6, 20]], b gains (8, 26); weighed by a half. */
    @Test
    void merge_halfWeight_byHand() {
        RidgeModel model = new RidgeModel(2, 1, 1);
        RowSums sums = new RowSums(2, 1);
        sums.add(new double[] {1, 2}, new double[] {3}, new double[] {0});
        sums.add(new double[] {1, 4}, new double[] {5}, new double[] {0});
        model.merge(1, sums, .5);
        // A = [[2, 3], [3, 11]], determinant 13; b = (4, 13): theta = (44 - 39, 26 - 12) / 13
        assertThat(model.coefficient(0, 0)).isEqualTo(5 / 13.0, within(1e-12));
        assertThat(model.coefficient(0, 1)).isEqualTo(14 / 13.0, within(1e-12));
        assertThat(model.variance(new double[] {1, 0})).isEqualTo(11 / 13.0, within(1e-12));
    }

    /** In units of 3 around 5, x is 3 z + 5; sums over z mapped are sums over x. */
    @Test
    void mapped_otherUnits_sumsOverThem() {
        RowSums z = new RowSums(2, 1);
        RowSums x = new RowSums(2, 1);
        for (double value : new double[] {-1, .5, 2}) {
            z.add(new double[] {1, value}, new double[] {value}, new double[] {0});
            x.add(new double[] {1, 3 * value + 5}, new double[] {value}, new double[] {0});
        }
        assertThat(numbers(z.mapped(new double[] {1, 3}, new double[] {0, 5})))
                .containsExactly(numbers(x), within(1e-12));
    }

    /** Columns 0 1 | 2 3 | 4 of a row (1, 2, 3, 5, 7): beside the first two, the last. */
    @Test
    void sums_besideTheFirst_those() {
        RowSums sums = new RowSums(5, 1);
        sums.add(new double[] {1, 2, 3, 5, 7}, new double[] {11}, new double[] {0});
        RowSums same = new RowSums(3, 1);
        same.add(new double[] {1, 2, 7}, new double[] {11}, new double[] {0});
        double[][] found = SymmetricRows.zeros(3);
        double[][] sides = new double[1][3];
        sums.beside(2, 2, 1).addTo(found, sides, 1);
        double[][] expected = SymmetricRows.zeros(3);
        double[][] expectedSides = new double[1][3];
        same.addTo(expected, expectedSides, 1);
        assertThat(found).isDeepEqualTo(expected);
        assertThat(sides).isDeepEqualTo(expectedSides);
        assertThat(sums.beside(2, 0, 3)).isSameAs(sums);
    }

    private static double[] numbers(RowSums sums) {
        double[][] rows = SymmetricRows.zeros(sums.dimension());
        double[][] sides = new double[1][sums.dimension()];
        sums.addTo(rows, sides, 1);
        double[] precision = SymmetricRows.packed(rows);
        double[] numbers = Arrays.copyOf(precision, precision.length + sides[0].length + 2);
        System.arraycopy(sides[0], 0, numbers, precision.length, sides[0].length);
        numbers[numbers.length - 2] = sums.rows();
        numbers[numbers.length - 1] = sums.errorProduct(0, 0);
        return numbers;
    }
}
