package io.granger.rl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.dense.Activation;
import io.granger.rl.dense.ScoringShape;
import io.granger.rl.option.OptionTarget;
import io.granger.rl.option.OptionValues;
import io.granger.rl.option.StateAbstraction;
import io.granger.rl.option.StateFeatures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkValuesTest {

    private static final StateFeatures CELLS = StateFeatures.oneHot(StateAbstraction.grid(2, 3));

    /** A table of 12 different values is learnt to within .05 by 300 batches of all of them. */
    @Test
    void learnAll_targetsOfATable() {
        OptionValues values = values();
        List<OptionTarget> table = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            table.add(new OptionTarget(new float[] {i / 6, i / 2 % 3}, i % 2, (i * 5 % 12) / 6.0 - 1, 1));
        }
        for (int i = 0; i < 300; i++) {
            values.learnAll(table, 1);
        }
        for (OptionTarget one : table) {
            assertThat(values.value(one.state(), one.option())).isCloseTo(one.target(), within(0.05));
        }
    }

    @Test
    void learn_towardsATarget() {
        OptionValues values = values();
        float[] state = {1, 2};
        double error = values.learn(state, 1, 1, 1);
        assertThat(error).isCloseTo(1, within(0.05));
        assertThat(values.value(state, 1)).isGreaterThan(1 - error);
    }

    @Test
    void learn_stepOf0_changesNothing() {
        OptionValues values = values();
        double before = values.value(new float[] {0, 0}, 0);
        values.learn(new float[] {0, 0}, 0, 5, 0);
        assertThat(values.value(new float[] {0, 0}, 0)).isEqualTo(before);
    }

    @Test
    void network_scoresAsTheValues() {
        NetworkValues values = values();
        double[] x = new double[6];
        CELLS.write(new float[] {1, 0}, x);
        float[] read = new float[6];
        for (int i = 0; i < 6; i++) {
            read[i] = (float) x[i];
        }
        float[] scores = values.network().scorer().score(read, new float[][] {{1, 0}, {0, 1}});
        assertThat(values.values(new float[] {1, 0})).containsExactly(scores[0], scores[1]);
    }

    @Test
    void layersOfOtherWidths_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworkValues(CELLS, 3, shape(), AdamSettings.withLearningRate(0.01), 1))
                .withMessageContaining("over 6 features and 3 options, are over 6 and 2");
    }

    private static NetworkValues values() {
        return new NetworkValues(CELLS, 2, shape(), AdamSettings.withLearningRate(0.01), 1);
    }

    private static ScoringShape shape() {
        return new ScoringShape(6, List.of(16), 2, List.of(16), Activation.RELU);
    }
}
