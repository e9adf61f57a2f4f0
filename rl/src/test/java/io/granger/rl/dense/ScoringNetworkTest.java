package io.granger.rl.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoringNetworkTest {

    @Test
    void score_byHand() {
        // h = (3, 0); c = 1: g = (5, 0), 5.5; c = -2: g = (0, 3), -8.5
        assertThat(Networks.tiny().scorer().score(new float[] {3, 1}, new float[][] {{1}, {-2}}))
                .containsExactly(5.5f, -8.5f);
    }

    @Test
    void score_again_sameAnswer() {
        Scorer scorer = Networks.tiny().scorer();
        scorer.score(new float[] {9, 9}, new float[][] {{4}});
        assertThat(scorer.score(new float[] {3, 1}, List.of(new float[] {1}))).containsExactly(5.5f);
    }

    @Test
    void value_noCandidateFeatures() {
        ScoringNetwork network = ScoringNetwork.of(
                new ScoringShape(2, List.of(), 0, List.of(), Activation.RELU), new float[] {2, -1, 0.25f});
        assertThat(network.scorer().value(new float[] {3, 1})).isEqualTo(5.25f);
    }

    @Test
    void score_tanh() {
        ScoringNetwork network = ScoringNetwork.of(
                new ScoringShape(1, List.of(1), 0, List.of(), Activation.TANH), new float[] {1, 0, 2, 0});
        assertThat(network.scorer().value(new float[] {1})).isEqualTo((float) (2 * (float) Math.tanh(1)));
    }

    @Test
    void score_featureNotANumber_scoreIsNotEither() {
        assertThat(Networks.tiny().scorer().score(new float[] {Float.NaN, 1}, new float[][] {{1}})[0])
                .isNaN();
    }

    @Test
    void score_widthsDoNotFit_refused() {
        Scorer scorer = Networks.tiny().scorer();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scorer.score(new float[3], new float[][] {{1}}))
                .withMessage("state must have 2 features, has 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scorer.score(new float[2], new float[][] {{1, 2}}))
                .withMessage("candidate must have 1 features, has 2");
    }

    @Test
    void of_weightMissingTooManyMisshapenOrNotFinite_refused() {
        Map<String, Tensor> good = Networks.tiny().tensors();
        refused(good, "trunk.0.bias", null, "missing");
        refused(good, "head.7.bias", new Tensor(List.of(1), new float[1]), "belong to no layer");
        refused(good, "trunk.0.bias", new Tensor(List.of(1, 2), new float[2]), "must be [2], are [1, 2]");
        refused(good, "trunk.0.bias", new Tensor(List.of(2), new float[] {0, Float.NaN}), "must be finite");
    }

    private static void refused(
            Map<String, Tensor> good, String name, @org.jspecify.annotations.Nullable Tensor tensor, String message) {
        Map<String, Tensor> bad = new HashMap<>(good);
        if (tensor == null) {
            bad.remove(name);
        } else {
            bad.put(name, tensor);
        }
        assertThatThrownBy(() -> ScoringNetwork.of(Networks.TINY, bad))
                .isInstanceOf(NetworkRejected.class)
                .hasMessageContaining(name)
                .hasMessageContaining(message);
    }
}
