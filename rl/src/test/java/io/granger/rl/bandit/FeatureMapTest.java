package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureMapTest {

    private static double[] mapped(FeatureMap map, double... x) {
        double[] into = new double[map.dimension()];
        map.map(x, into);
        return into;
    }

    @Test
    void linear_levelThenFeatures() {
        assertThat(mapped(new LinearMap(2, 3), 5, 7)).containsExactly(1, 5, 7);
        assertThat(new LinearMap(2, 3).precisions(new double[] {1, 10})).containsExactly(1, 3, 30);
        assertThat(mapped(new LinearMap(2, 3, false), 5, 7)).containsExactly(5, 7);
    }

    @Test
    void level_looksAtNothing() {
        assertThat(mapped(new LevelMap(), 5, 7)).containsExactly(1);
    }

    @Test
    void interactions_enoughPlaces_eachProductHasItsOwn() {
        // 2*2, 3*2, 3*3
        assertThat(mapped(new InteractionMap(2, 100), 2, 3)).containsExactly(1, 2, 3, 4, 6, 9);
    }

    @Test
    void interactions_fewPlaces_innerProductsAreRightOnAverage() {
        // over pairs of states (x, y) the inner product of hashed products estimates sum over i >= j of xi xj yi yj
        int features = 40;
        InteractionMap map = new InteractionMap(features, 200);
        Random random = new Random(1);
        double off = 0;
        double square = 0;
        int trials = 2000;
        for (int trial = 0; trial < trials; trial++) {
            double[] x = random.doubles(features, -1, 1).toArray();
            double[] y = random.doubles(features, -1, 1).toArray();
            double exact = 0;
            for (int i = 0; i < features; i++) {
                for (int j = 0; j <= i; j++) {
                    exact += x[i] * x[j] * y[i] * y[j];
                }
            }
            double[] ofX = mapped(map, x);
            double[] ofY = mapped(map, y);
            double hashed = 0;
            for (int i = 1 + features; i < ofX.length; i++) {
                hashed += ofX[i] * ofY[i];
            }
            off += hashed - exact;
            square += (hashed - exact) * (hashed - exact);
        }
        // within three standard errors of 0
        assertThat(off / trials).isEqualTo(0, within(3 * Math.sqrt(square) / trials));
    }

    @Test
    void waves_innerProductsApproachTheGaussianKernel() {
        double[] precisions = {1, 1, 1};
        RandomFourierMap map = new RandomFourierMap(20_000, .5, precisions, 3);
        Random random = new Random(2);
        for (int trial = 0; trial < 20; trial++) {
            double[] x = random.doubles(3, -1, 1).toArray();
            double[] y = random.doubles(3, -1, 1).toArray();
            double[] ofX = mapped(map, x);
            double[] ofY = mapped(map, y);
            double inner = 0;
            double distance = 0;
            for (int i = 4; i < ofX.length; i++) {
                inner += ofX[i] * ofY[i];
            }
            for (int i = 0; i < 3; i++) {
                distance += (x[i] - y[i]) * (x[i] - y[i]);
            }
            double width = .5 * Math.sqrt(3);
            // a mean of 20,000 terms of variance at most 1: four standard errors
            assertThat(inner).isEqualTo(Math.exp(-distance / (2 * width * width)), within(4 / Math.sqrt(20_000)));
        }
    }

    @Test
    void cosine_equalsTheLibrarys() {
        for (double turns = -3; turns <= 3; turns += 1 / 1024.0) {
            assertThat(RandomFourierMap.cosineOf(turns)).isEqualTo(Math.cos(2 * Math.PI * turns), within(1e-10));
        }
        assertThat(RandomFourierMap.cosineOf(1e6 + .125)).isEqualTo(Math.sqrt(.5), within(1e-9));
    }

    @Test
    void waves_featuresOfWhichLittleIsBelieved_makeNone() {
        RandomFourierMap map = new RandomFourierMap(10, 1, new double[] {1, 30}, 3);
        double[] one = mapped(map, .5, 2);
        double[] other = mapped(map, .5, -2);
        assertThat(Arrays.copyOfRange(one, 3, 13)).containsExactly(Arrays.copyOfRange(other, 3, 13));
    }
}
