package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RidgeModelTest {

    private static final double[] FIRST = {1};

    @Test
    void update_oneDimension_byHand() {
        RidgeModel model = new RidgeModel(1, 1, 1);
        model.update(new double[] {2}, new double[] {3});
        // A = 1 + 4, b = 6
        assertThat(model.mean(new double[] {1}, FIRST)).isEqualTo(1.2, within(1e-15));
        assertThat(model.variance(new double[] {1})).isEqualTo(.2, within(1e-15));
        model.update(new double[] {1}, new double[] {0});
        // A = 6, b = 6
        assertThat(model.mean(new double[] {1}, FIRST)).isEqualTo(1, within(1e-15));
        assertThat(model.variance(new double[] {3})).isEqualTo(1.5, within(1e-15));
    }

    @Test
    void update_twoDimensionsTwoTargets_byHand() {
        RidgeModel model = new RidgeModel(2, 2, 1);
        model.update(new double[] {1, 1}, new double[] {1, 3});
        // A = [2 1; 1 2], A^-1 = [2 -1; -1 2] / 3, b = (1, 1) and (3, 3)
        assertThat(model.coefficient(0, 0)).isEqualTo(1 / 3.0, within(1e-15));
        assertThat(model.coefficient(1, 1)).isEqualTo(1, within(1e-15));
        assertThat(model.variance(new double[] {1, 0})).isEqualTo(2 / 3.0, within(1e-15));
        assertThat(model.variance(new double[] {1, 1})).isEqualTo(2 / 3.0, within(1e-15));
        assertThat(model.mean(new double[] {1, 2}, new double[] {.5, 2})).isEqualTo(.5 * 1 + 2 * 3, within(1e-14));
    }

    @Test
    void mean_afterWhateverChangesIt_andUnderOtherWeights_isThatOfItsTargets() {
        Random random = new Random(9);
        int d = 6;
        RidgeModel model = RidgeModel.withPrior(targets(random, d, 1, 2), targets(random, 3 * d, -1, 1));
        double[][] weights = {{.2, .3, .5}, {1, 0, 0}};
        for (int n = 0; n < 400; n++) {
            double[] x = targets(random, d, -1, 1);
            switch (random.nextInt(4)) {
                case 0 -> model.update(x, targets(random, 3, 0, 1));
                case 1 -> model.correct(x, random.nextInt(3), random.nextDouble());
                case 2 -> model.forget(random.nextDouble());
                default -> {} // the same again
            }
            double[] w = weights[random.nextInt(2)];
            double expected = w[0] * model.mean(x, 0) + w[1] * model.mean(x, 1) + w[2] * model.mean(x, 2);
            assertThat(model.mean(x, w)).isEqualTo(expected, within(1e-12));
        }
    }

    private static double[] targets(Random random, int n, double least, double most) {
        return random.doubles(n, least, most).toArray();
    }

    @Test
    void update_manyRows_equalsDirectSolve() {
        Random random = new Random(1);
        int d = 12;
        RidgeModel model = new RidgeModel(d, 2, 2.5);
        List<double[]> rows = rows(random, 300, d);
        double[][] targets = {targets(random, 300), targets(random, 300)};
        for (int n = 0; n < rows.size(); n++) {
            model.update(rows.get(n), new double[] {targets[0][n], targets[1][n]});
        }
        double[] x = rows(random, 1, d).getFirst();
        for (int t = 0; t < 2; t++) {
            double[] theta = directRidge(rows, targets[t], 2.5);
            for (int i = 0; i < d; i++) {
                assertThat(model.coefficient(t, i)).isEqualTo(theta[i], within(1e-12));
            }
        }
        assertThat(model.variance(x)).isEqualTo(directVariance(rows, x, 2.5), within(1e-12));
    }

    @Test
    void update_moreRowsThanUntilRefresh_staysExact() {
        Random random = new Random(2);
        int count = DenseRidge.REFRESH + 500;
        List<double[]> rows = rows(random, count, 4);
        double[] targets = targets(random, count);
        RidgeModel model = new RidgeModel(4, 1, 1);
        for (int n = 0; n < count; n++) {
            model.update(rows.get(n), new double[] {targets[n]});
        }
        double[] theta = directRidge(rows, targets, 1);
        for (int i = 0; i < 4; i++) {
            assertThat(model.coefficient(0, i)).isEqualTo(theta[i], within(1e-11));
        }
    }

    @Test
    void update_sizesFarApart_varianceStaysPositive() {
        RidgeModel model = new RidgeModel(3, 1, .01);
        for (int n = 0; n < 5000; n++) {
            model.update(new double[] {100, n % 2 == 0 ? .01 : 1, 100}, new double[] {1});
            assertThat(model.variance(new double[] {1, 0, -1})).isEqualTo(200, within(.01));
            assertThat(model.variance(new double[] {100, 1, 100})).isBetween(0.0, n == 0 ? 101.0 : 1.0);
        }
    }

    @Test
    void correct_lateTarget_asIfLearntRightAway() {
        RidgeModel late = new RidgeModel(2, 2, 1);
        late.update(new double[] {1, 2}, new double[] {.5, 0});
        late.update(new double[] {0, 1}, new double[] {.1, .2});
        late.correct(new double[] {1, 2}, 1, .7);
        RidgeModel rightAway = new RidgeModel(2, 2, 1);
        rightAway.update(new double[] {1, 2}, new double[] {.5, .7});
        rightAway.update(new double[] {0, 1}, new double[] {.1, .2});
        for (int i = 0; i < 2; i++) {
            assertThat(late.coefficient(0, i)).isEqualTo(rightAway.coefficient(0, i), within(1e-14));
            assertThat(late.coefficient(1, i)).isEqualTo(rightAway.coefficient(1, i), within(1e-14));
        }
        assertThat(late.variance(new double[] {1, 1})).isEqualTo(rightAway.variance(new double[] {1, 1}));
    }

    @Test
    void gainUpdate_wholeSteps_equalsRidgeOnTheTargets() {
        Random random = new Random(3);
        RidgeModel byGain = new RidgeModel(5, 1, 1);
        List<double[]> rows = rows(random, 100, 5);
        double[] targets = targets(random, 100);
        for (int n = 0; n < 100; n++) {
            double[] x = rows.get(n);
            byGain.gainUpdate(x, targets[n] - byGain.mean(x, FIRST), 1);
        }
        double[] theta = directRidge(rows, targets, 1);
        for (int i = 0; i < 5; i++) {
            assertThat(byGain.coefficient(0, i)).isEqualTo(theta[i], within(1e-12));
        }
        assertThat(byGain.variance(rows.getFirst())).isEqualTo(directVariance(rows, rows.getFirst(), 1), within(1e-12));
    }

    @Test
    void gainUpdate_halfStep_halfWay() {
        RidgeModel model = new RidgeModel(1, 1, 1);
        model.gainUpdate(new double[] {1}, 1, .5);
        // theta = .5 * (1 / 1) * 1 / (1 + 1), A = 2
        assertThat(model.coefficient(0, 0)).isEqualTo(.25, within(1e-15));
        assertThat(model.variance(new double[] {1})).isEqualTo(.5, within(1e-15));
    }

    @Test
    void gainUpdate_stepSizeZero_everyBitStays() {
        RidgeModel model = new RidgeModel(2, 1, 1);
        model.gainUpdate(new double[] {1, .3}, .7, 1);
        byte[] before = saved(model);
        model.gainUpdate(new double[] {.2, -4}, 123, 0);
        assertThat(saved(model)).isEqualTo(before);
    }

    @Test
    void forget_wholly_priorAgain() {
        RidgeModel model = RidgeModel.withPrior(new double[] {1, 4}, new double[] {.5, 0});
        model.update(new double[] {1, 1}, new double[] {9});
        model.forget(0);
        assertThat(model.coefficient(0, 0)).isEqualTo(.5, within(1e-12));
        assertThat(model.coefficient(0, 1)).isEqualTo(0, within(1e-12));
        assertThat(model.variance(new double[] {0, 1})).isEqualTo(.25, within(1e-12));
    }

    @Test
    void forget_half_byHand() {
        RidgeModel model = RidgeModel.withPrior(new double[] {2}, new double[] {1});
        model.update(new double[] {2}, new double[] {5});
        model.forget(.5);
        // A = 2 + .5 * 4, b = 2 * 1 + .5 * 10
        assertThat(model.variance(new double[] {1})).isEqualTo(.25, within(1e-15));
        assertThat(model.coefficient(0, 0)).isEqualTo(1.75, within(1e-15));
    }

    @Test
    void forget_alwaysWithoutRows_doesNotBlowUp() {
        RidgeModel model = new RidgeModel(3, 1, 1);
        for (int n = 0; n < 20_000; n++) {
            // the third coordinate never comes
            model.update(new double[] {1, n % 3, 0}, new double[] {1});
            model.forget(.9);
        }
        assertThat(model.variance(new double[] {0, 0, 1})).isEqualTo(1, within(1e-12));
        assertThat(model.mean(new double[] {1, 1, 0}, FIRST)).isBetween(.8, 1.0);
    }

    @Test
    void forget_forVeryLong_exactlyThePriorAndNoTinyNumbers() {
        RidgeModel model = new RidgeModel(2, 1, 4);
        model.update(new double[] {1, 1}, new double[] {9});
        for (int n = 0; n < 10_000; n++) {
            model.forget(.9);
        }
        assertThat(model.coefficient(0, 0)).isZero();
        assertThat(model.variance(new double[] {1, 1})).isEqualTo(.5, within(1e-12));
    }

    @Test
    void startingFrom_other_itsCoefficientsHeldWithNewPrecision() {
        RidgeModel other = new RidgeModel(2, 1, 1);
        other.update(new double[] {1, 1}, new double[] {1});
        RidgeModel model = RidgeModel.startingFrom(other, new double[] {2, 5});
        assertThat(model.coefficient(0, 0)).isEqualTo(1 / 3.0, within(1e-15));
        assertThat(model.variance(new double[] {0, 1})).isEqualTo(.2, within(1e-15));
        other.update(new double[] {1, 0}, new double[] {9});
        assertThat(model.coefficient(0, 0)).isEqualTo(1 / 3.0, within(1e-15));
    }

    /** Whoever had seen the new features as 0 in every row would know the same. */
    @Test
    void extended_moreFeatures_asIfTheyHadBeenZero() {
        RidgeModel narrow = new RidgeModel(2, 2, 3);
        RidgeModel wide = RidgeModel.withPrior(new double[] {3, 3, 5}, new double[6]);
        Random random = new Random(4);
        for (int n = 0; n < 20; n++) {
            double[] x = {random.nextGaussian(), random.nextGaussian()};
            double[] targets = {random.nextGaussian(), random.nextGaussian()};
            narrow.update(x, targets);
            wide.update(new double[] {x[0], x[1], 0}, targets);
        }
        RidgeModel extended = narrow.extended(new double[] {5});
        for (RidgeModel model : List.of(wide, extended)) {
            model.update(new double[] {1, 2, 3}, new double[] {1, -1});
        }
        for (int t = 0; t < 2; t++) {
            for (int i = 0; i < 3; i++) {
                assertThat(extended.coefficient(t, i)).isEqualTo(wide.coefficient(t, i), within(1e-12));
            }
        }
        double[] x = {1, -1, 2};
        assertThat(extended.variance(x)).isEqualTo(wide.variance(x), within(1e-12));
    }

    @Test
    void update_notFinite_refusedUnchanged() {
        RidgeModel model = new RidgeModel(2, 1, 1);
        byte[] before = saved(model);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.update(new double[] {1, Double.NaN}, new double[] {0}))
                .withMessage("feature 1 must be finite and at most 1.0E9 in size, is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.update(new double[] {1, 1}, new double[] {Double.POSITIVE_INFINITY}));
        assertThatIllegalArgumentException().isThrownBy(() -> model.update(new double[] {1}, new double[] {1}));
        assertThatIllegalArgumentException().isThrownBy(() -> model.gainUpdate(new double[] {1, 1}, Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> model.gainUpdate(new double[] {1, 1}, 1, 1.5));
        assertThatIllegalArgumentException().isThrownBy(() -> model.correct(new double[] {1, 1}, 0, Double.NaN));
        assertThat(saved(model)).isEqualTo(before);
    }

    @Test
    void constructor_badArguments_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RidgeModel(0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RidgeModel(1, 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RidgeModel(1, 1, 0))
                .withMessage("lambda must be in (0, 1.0E9], is 0.0");
    }

    @Test
    void restore_afterSave_sameBitsAndSameFuture() {
        RidgeModel model = new RidgeModel(3, 2, 1);
        Random random = new Random(4);
        for (double[] x : rows(random, 50, 3)) {
            model.update(x, new double[] {x[0], x[1]});
        }
        RidgeModel restored = RidgeModel.restore(new SnapshotReader(saved(model), 9, 1), 3, 2);
        double[] x = {1, .5, -2};
        model.update(x, new double[] {1, 2});
        restored.update(x, new double[] {1, 2});
        model.forget(.9);
        restored.forget(.9);
        assertThat(saved(restored)).isEqualTo(saved(model));
    }

    private static byte[] saved(RidgeModel model) {
        SnapshotWriter to = new SnapshotWriter(9, 1);
        model.save(to);
        return to.finish();
    }

    private static List<double[]> rows(Random random, int count, int d) {
        List<double[]> rows = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            double[] x = new double[d];
            for (int i = 0; i < d; i++) {
                x[i] = random.nextInt(3) == 0 ? 0 : random.nextGaussian();
            }
            rows.add(x);
        }
        return rows;
    }

    private static double[] targets(Random random, int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    private static double[] directRidge(List<double[]> rows, double[] targets, double lambda) {
        double[] b = new double[rows.getFirst().length];
        for (int n = 0; n < targets.length; n++) {
            for (int i = 0; i < b.length; i++) {
                b[i] += rows.get(n)[i] * targets[n];
            }
        }
        return solve(gram(rows, lambda), b);
    }

    private static double directVariance(List<double[]> rows, double[] x, double lambda) {
        double[] solved = solve(gram(rows, lambda), x.clone());
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * solved[i];
        }
        return sum;
    }

    private static double[][] gram(List<double[]> rows, double lambda) {
        int d = rows.getFirst().length;
        double[][] a = new double[d][d];
        for (int i = 0; i < d; i++) {
            a[i][i] = lambda;
            for (int j = 0; j < d; j++) {
                for (double[] x : rows) {
                    a[i][j] += x[i] * x[j];
                }
            }
        }
        return a;
    }

    /** A second implementation: square Cholesky, then two substitutions. */
    private static double[] solve(double[][] a, double[] b) {
        int d = b.length;
        double[][] l = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
            }
        }
        double[] y = b.clone();
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < i; k++) {
                y[i] -= l[i][k] * y[k];
            }
            y[i] /= l[i][i];
        }
        for (int i = d - 1; i >= 0; i--) {
            for (int k = i + 1; k < d; k++) {
                y[i] -= l[k][i] * y[k];
            }
            y[i] /= l[i][i];
        }
        return y;
    }
}
