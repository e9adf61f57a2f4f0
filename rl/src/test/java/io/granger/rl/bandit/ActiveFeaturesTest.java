package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model with features that are 0 is the model without them, and the prior where they are not 0 in what it is asked. */
final class ActiveFeaturesTest {

    private static final double[] WEIGHTS = {.7, .3};
    private static final double EXACT = 1e-12;

    private final SplittableRandom random = new SplittableRandom(5);

    private double[] row(int wide, int first, int step) {
        double[] row = new double[wide];
        for (int i = first; i < wide; i += step) {
            row[i] = random.nextDouble(-1, 1);
        }
        return row;
    }

    private double[] targets() {
        return random.doubles(2, -1, 1).toArray();
    }

    /** Every second feature of 18 is learnt: the same as nine that all are. */
    @Test
    void learn_featuresThatAreZero_areNotThere() {
        RidgeModel wide = new RidgeModel(18, 2, 2);
        RidgeModel narrow = new RidgeModel(9, 2, 2);
        double[] x = row(18, 0, 2);
        for (int i = 0; i < 40; i++) {
            x = row(18, 0, 2);
            double[] targets = targets();
            wide.update(x, targets);
            narrow.update(everySecond(x), targets);
            if (i == 20) {
                wide.forget(.5);
                narrow.forget(.5);
            }
        }
        assertThat(wide.activeFeatures()).isEqualTo(9);
        assertThat(wide.mean(x, WEIGHTS)).isEqualTo(narrow.mean(everySecond(x), WEIGHTS));
        assertThat(wide.variance(x)).isEqualTo(narrow.variance(everySecond(x)));
        assertThat(wide.sureness()).isEqualTo(narrow.sureness());
        assertThat(wide.explained(1)).isEqualTo(narrow.explained(1));
    }

    private static double[] everySecond(double[] x) {
        double[] second = new double[x.length / 2];
        for (int i = 0; i < second.length; i++) {
            second[i] = x[2 * i];
        }
        return second;
    }

    /** By hand: precision 4 and mean .5 of a feature that no row had add .5 x to the mean and x^2 / 4 to the variance. */
    @Test
    void ask_featureThatNoRowHad_isThePrior() {
        RidgeModel model = RidgeModel.withPrior(new double[] {1, 4}, new double[] {0, .5, 1, -1});
        model.update(new double[] {1, 0}, new double[] {2, 3});
        assertThat(model.activeFeatures()).isEqualTo(1);
        // one row of 1 against a prior of precision 1: half way from 0 to 2 and from 1 to 3, variance 1/2
        double[] x = {1, 3};
        assertThat(model.mean(x, 0)).isEqualTo(1 + 1.5, within(EXACT));
        assertThat(model.mean(x, WEIGHTS)).isEqualTo(.7 * 2.5 + .3 * (2 - 3), within(EXACT));
        assertThat(model.variance(x)).isEqualTo(.5 + 9 / 4.0, within(EXACT));
        assertThat(model.priorVariance(x)).isEqualTo(1 + 9 / 4.0, within(EXACT));
        assertThat(model.priorMean(x, WEIGHTS)).isEqualTo(.7 * 1.5 + .3 * (1 - 3), within(EXACT));
        assertThat(model.coefficient(1, 1)).isEqualTo(-1);
    }

    /** Against the normal equations, whenever a feature comes up and in whatever place. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void learn_featuresThatComeUpLater_asIfTheyHadBeenThere(int rowsBetween) {
        int d = 6;
        RidgeModel model = new RidgeModel(d, 2, 1.5);
        double[][] a = new double[d][d];
        double[] b = new double[d];
        for (int i = 0; i < d; i++) {
            a[i][i] = 1.5;
        }
        int[] comesUp = {3, 0, 5, 1, 4, 2};
        for (int known = 1; known <= d; known++) {
            for (int n = 0; n <= rowsBetween; n++) {
                double[] x = new double[d];
                for (int i = 0; i < known; i++) {
                    x[comesUp[i]] = random.nextDouble(-1, 1);
                }
                double[] targets = targets();
                model.update(x, targets);
                for (int i = 0; i < d; i++) {
                    b[i] += x[i] * targets[0];
                    for (int j = 0; j < d; j++) {
                        a[i][j] += x[i] * x[j];
                    }
                }
            }
            assertThat(model.activeFeatures()).isEqualTo(known);
            for (int i = 0; i < d; i++) {
                double fitted = 0;
                for (int j = 0; j < d; j++) {
                    fitted += a[i][j] * model.coefficient(0, j);
                }
                assertThat(fitted).isEqualTo(b[i], within(EXACT));
            }
        }
    }

    @Test
    void correct_featureThatNoRowHad_movesItsCoefficient() {
        RidgeModel model = new RidgeModel(2, 1, 4);
        model.correct(new double[] {0, 2}, 0, 3);
        // A^-1 x d = 2 / 4 * 3
        assertThat(model.coefficient(0, 1)).isEqualTo(1.5, within(EXACT));
        assertThat(model.coefficient(0, 0)).isZero();
    }

    @Test
    void forget_everything_leavesNoneActive() {
        RidgeModel model = new RidgeModel(5, 2, 1);
        model.update(row(5, 0, 1), targets());
        assertThat(model.activeFeatures()).isEqualTo(5);
        model.forget(0);
        assertThat(model.activeFeatures()).isZero();
        assertThat(model.variance(new double[] {1, 0, 2, 0, 0})).isEqualTo(5);
    }

    @Test
    void restore_hasTheSameActive_andGoesOnTheSameToTheLastBit() {
        RidgeModel model = new RidgeModel(18, 2, 2);
        for (int i = 0; i < 30; i++) {
            model.update(row(18, i % 2, 3), targets());
        }
        SnapshotWriter to = new SnapshotWriter(99, 1);
        model.save(to);
        RidgeModel restored = RidgeModel.restore(new SnapshotReader(to.finish(), 99, 1), 18, 2);
        assertThat(restored.activeFeatures()).isEqualTo(model.activeFeatures()).isEqualTo(12);
        for (int i = 0; i < 30; i++) {
            double[] x = row(18, 0, 1 + i % 4);
            assertThat(restored.mean(x, WEIGHTS)).isEqualTo(model.mean(x, WEIGHTS));
            assertThat(restored.variance(x)).isEqualTo(model.variance(x));
            double[] targets = targets();
            model.update(x, targets);
            restored.update(x, targets);
        }
    }

    @Test
    void extended_newFeatures_areNotActive() {
        RidgeModel model = new RidgeModel(3, 2, 2);
        model.update(row(3, 0, 2), targets());
        RidgeModel extended = model.extended(new double[] {5, 5});
        assertThat(extended.dimension()).isEqualTo(5);
        assertThat(extended.activeFeatures()).isEqualTo(2);
        assertThat(extended.variance(new double[] {0, 0, 0, 0, 1})).isEqualTo(.2, within(EXACT));
    }
}
