package io.granger.rl.network;

import io.granger.rl.dense.Golden;
import io.granger.rl.dense.PackedNetwork;
import io.granger.rl.network.ScoringBatch.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The first few choices seen in training, by which whoever scores with the network later can check himself. Not thread-safe. */
final class GoldenChoices {

    private static final int KEPT = 8;

    private final List<Choice> choices = new ArrayList<>();

    void offer(Choice choice) {
        if (choices.size() < KEPT) {
            choices.add(choice);
        }
    }

    /** The network of {@code model} with these choices as the model scores them. */
    PackedNetwork pack(ScoringModel model, String layout, Map<String, String> hyperParameters) {
        List<Golden> golden = new ArrayList<>();
        for (Choice choice : choices) {
            double[] scores = model.scores(ScoringBatch.of(model.shape(), List.of(choice)));
            float[] rounded = new float[scores.length];
            for (int i = 0; i < scores.length; i++) {
                rounded[i] = (float) scores[i];
            }
            golden.add(new Golden(choice.state(), choice.candidates().toArray(float[][]::new), rounded));
        }
        return PackedNetwork.pack(model.network(), layout, hyperParameters, golden);
    }
}
