package io.granger.rl.forest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RegressionForestTest {
    private static final ForestSettings ONE_TREE = new ForestSettings(1, 1, 1, 1);

    private static RegressionForest grown(double[][] x, double[][] y, ForestSettings settings) {
        return RegressionForest.grown(x, y, settings, new SplittableRandom(1));
    }

    @Test
    void weights_twoGroups_areEqualWithinTheGroup() {
        double[][] x = {{1}, {2}, {3}, {4}};
        double[][] y = {{0}, {0}, {5}, {5}};
        RegressionForest forest = grown(x, y, ONE_TREE);
        assertArrayEquals(new double[] {.5, .5, 0, 0}, forest.weights(new double[] {2.4}));
        assertArrayEquals(new double[] {0, 0, .5, .5}, forest.weights(new double[] {2.6}));
    }

    @Test
    void weights_twoTargets_splitWhereTheErrorOfBothFallsMost() {
        // By the first target alone the split would be at 1.5 (gain 3/4 against 1/4), by both it is at 2.5.
        double[][] x = {{1}, {2}, {3}, {4}};
        double[][] y = {{1, 0}, {0, 0}, {0, 2}, {0, 2}};
        RegressionForest forest = grown(x, y, new ForestSettings(1, 1, 1, 2));
        assertArrayEquals(new double[] {.5, .5, 0, 0}, forest.weights(new double[] {2}));
    }

    @Test
    void weights_missingFeature_isAGroupOfItsOwn() {
        double[][] x = {{Double.NaN}, {-1e300}, {7}};
        double[][] y = {{1}, {0}, {0}};
        RegressionForest forest = grown(x, y, ONE_TREE);
        assertArrayEquals(new double[] {1, 0, 0}, forest.weights(new double[] {Double.NaN}));
        assertArrayEquals(new double[] {0, .5, .5}, forest.weights(new double[] {-1e308}));
    }

    @Test
    void weights_zerosOfBothSigns_areOneValue() {
        double[][] x = {{-0.0}, {0.0}};
        double[][] y = {{1}, {0}};
        assertArrayEquals(new double[] {.5, .5}, grown(x, y, ONE_TREE).weights(new double[] {0}));
    }

    @Test
    void weights_constantFeatures_areEqual() {
        double[][] x = {{3, 1}, {3, 1}, {3, 1}, {3, 1}};
        double[][] y = {{1}, {2}, {3}, {4}};
        assertArrayEquals(
                new double[] {.25, .25, .25, .25}, grown(x, y, ONE_TREE).weights(new double[] {9, 9}));
    }

    @Test
    void outOfBagWeights_everyTreeSawTheRow_areZero() {
        double[][] x = {{1}, {2}};
        double[][] y = {{1}, {2}};
        assertArrayEquals(new double[] {0, 0}, grown(x, y, ONE_TREE).outOfBagWeights(0));
    }

    @Property(tries = 40)
    void weights_anyRows_sumToOneAndLeaveTheRowItselfOutOfItsBag(
            @ForAll @IntRange(min = 4, max = 40) int rows, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] x = new double[rows][3];
        double[][] y = new double[rows][2];
        for (int i = 0; i < rows; i++) {
            x[i] = random.doubles(3).map(v -> v < .2 ? Double.NaN : v).toArray();
            y[i] = random.doubles(2).toArray();
        }
        RegressionForest forest = RegressionForest.grown(x, y, new ForestSettings(40, .6, .5, 2), random);
        assertEquals(
                1, Arrays.stream(forest.weights(random.doubles(3).toArray())).sum(), 1e-12);
        double[] unseen = forest.outOfBagWeights(0);
        assertEquals(0, unseen[0]);
        assertEquals(1, Arrays.stream(unseen).sum(), 1e-9);
    }

    @Test
    void weights_sameSeed_areTheSame() {
        double[][] x = {{1, 4}, {2, 3}, {3, 2}, {4, 1}, {5, 0}, {6, 7}};
        double[][] y = {{1}, {5}, {2}, {4}, {3}, {0}};
        ForestSettings settings = new ForestSettings(10, .7, .5, 1);
        assertArrayEquals(
                grown(x, y, settings).weights(new double[] {3, 3}),
                grown(x, y, settings).weights(new double[] {3, 3}));
    }

    @Test
    void weights_aStepAmongNoise_gatherOnItsSide() {
        // 200 rows, one of five features tells the two groups apart: at least 95 % of the weight on the right side, one
        // seed.
        SplittableRandom random = new SplittableRandom(5);
        double[][] x = new double[200][];
        double[][] y = new double[200][];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.doubles(5).toArray();
            y[i] = new double[] {x[i][2] < .5 ? 1 : 0};
        }
        double[] weights = grown(x, y, new ForestSettings(50, .632, .4, 3)).weights(new double[] {.5, .5, .2, .5, .5});
        double right = 0;
        for (int i = 0; i < x.length; i++) {
            right += x[i][2] < .5 ? weights[i] : 0;
        }
        assertTrue(right > .95, "weight on the right side: " + right);
    }

    @Test
    void grown_badRows_refused() {
        double[][] one = {{1}};
        assertThrows(IllegalArgumentException.class, () -> grown(new double[0][], new double[0][], ONE_TREE));
        assertThrows(IllegalArgumentException.class, () -> grown(one, new double[][] {{Double.NaN}}, ONE_TREE));
        assertThrows(
                IllegalArgumentException.class,
                () -> grown(new double[][] {{1}, {1, 2}}, new double[][] {{1}, {1}}, ONE_TREE));
        assertThrows(IllegalArgumentException.class, () -> new ForestSettings(0, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ForestSettings(1, 0, 1, 1));
    }
}
