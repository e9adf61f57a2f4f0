package io.granger.routing.simulation.budget;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.granger.rl.forest.ForestSettings;
import io.granger.rl.forest.RegressionForest;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class NeighboursTest {

    @Test
    void representatives_oneRowInThree_areTheMiddleOfEachPart() {
        // By best arm and lead: arm 0 in rows 4 (-.5), 0 (-.4), 2 (-.1), arm 1 in rows 5 (-.6), 1 (-.3), 3 (-.2).
        double[][] badness = {{-.4, .4}, {.3, -.3}, {-.1, .1}, {.2, -.2}, {-.5, .5}, {.6, -.6}};
        assertArrayEquals(new int[] {0, 1}, Neighbours.representatives(badness, 2));
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, Neighbours.representatives(badness, 9));
    }

    @Test
    void representatives_oneRowInTenIsOfAKind_aTenthOfThemIs() {
        double[][] badness = new double[1000][];
        for (int i = 0; i < badness.length; i++) {
            badness[i] = i % 10 == 7 ? new double[] {.5, -.5} : new double[] {0, 0};
        }
        int[] rows = Neighbours.representatives(badness, 40);
        assertEquals(40, rows.length);
        assertEquals(4, Arrays.stream(rows).filter(row -> row % 10 == 7).count());
    }

    @Test
    void of_twoGroups_mostWeightOnTheGroupAndTheRestEven() {
        double[][] x = new double[100][];
        double[][] badness = new double[100][];
        for (int i = 0; i < x.length; i++) {
            x[i] = new double[] {i % 2};
            badness[i] = i % 2 == 0 ? new double[] {-.5, .5} : new double[] {.5, -.5};
        }
        RegressionForest forest =
                RegressionForest.grown(x, badness, new ForestSettings(50, .6, 1, 1), new SplittableRandom(1));
        Prospect prospect = new Neighbours(forest, badness).of(new double[] {1}, 2);
        double odd = 0;
        for (int i = 0; i < prospect.rows().length; i++) {
            odd += prospect.rows()[i] % 2 == 1 ? prospect.weights()[i] : 0;
        }
        // A tenth is on tasks of all kinds, of which half are odd.
        assertEquals(.95, odd, 1e-9);
        assertEquals(1, prospect.mass(), 1e-9);
    }

    @Test
    void redrawn_weights_keepTheirMeans() {
        // 20,000 draws: the mean of an exponential draw has standard error .7 %; tolerance four of them.
        Prospect prospect = Prospect.fresh(new int[] {0, 1}, new double[] {.2, .8}, 1);
        SplittableRandom random = new SplittableRandom(1);
        double first = 0;
        double second = 0;
        for (int i = 0; i < 20_000; i++) {
            double[] weights = prospect.redrawn(random).weights();
            first += weights[0] / 20_000;
            second += weights[1] / 20_000;
        }
        assertEquals(.2, first, .2 * .028);
        assertEquals(.8, second, .8 * .028);
    }
}
