package io.granger.rl.network;

import io.granger.rl.dense.Scorer;
import io.granger.rl.dense.ScoringNetwork;
import io.granger.rl.dense.ScoringShape;
import io.granger.rl.learn.Huber;
import io.granger.rl.network.ScoringBatch.Choice;
import io.granger.rl.option.OptionTarget;
import io.granger.rl.option.OptionValues;
import io.granger.rl.option.StateFeatures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of options by a network over features of the state, beside the table and the linear function.
 *
 * <p>A target pulls by its Huber error times the step size, and Adam decides how far the weights go: batches teach better than single
 * targets, and reading is fast as long as nothing is learnt in between. Targets whose step would not be finite are refused and
 * change nothing. Not thread-safe, not even to read.
 */
public final class NetworkValues implements OptionValues {

    private static final double HUBER_DELTA = 1;

    private final StateFeatures features;
    private final List<float[]> options;
    private final ScoringModel model;
    private final double[] x;
    private @Nullable Scorer scorer;

    /**
     * Values near 0 everywhere.
     *
     * @param layers over as many state features as {@code features} has and as many candidate features as there are options
     */
    public NetworkValues(StateFeatures features, int options, ScoringShape layers, AdamSettings adam, long seed) {
        if (options < 1) {
            throw new IllegalArgumentException("options must be at least 1, are " + options);
        }
        if (layers.stateWidth() != features.size() || layers.candidateWidth() != options) {
            throw new IllegalArgumentException("layers must be over " + features.size() + " features and " + options
                    + " options, are over " + layers.stateWidth() + " and " + layers.candidateWidth());
        }
        this.features = features;
        this.options = new ArrayList<>();
        for (int i = 0; i < options; i++) {
            float[] one = new float[options];
            one[i] = 1;
            this.options.add(one);
        }
        this.model = new ScoringModel(layers, adam, seed);
        this.x = new double[features.size()];
    }

    @Override
    public int options() {
        return options.size();
    }

    @Override
    public double[] values(float[] state) {
        float[] scores = scorer().score(read(state), options);
        double[] values = new double[scores.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = scores[i];
        }
        return values;
    }

    @Override
    public double learn(float[] state, int option, double target, double stepSize) {
        double before = value(state, option);
        learnAll(List.of(new OptionTarget(state, option, target, 1)), stepSize);
        return target - before;
    }

    @Override
    public void learnAll(List<OptionTarget> batch, double stepSize) {
        if (batch.isEmpty() || stepSize == 0) {
            return;
        }
        List<Choice> choices = new ArrayList<>(batch.size());
        for (OptionTarget one : batch) {
            choices.add(new Choice(read(one.state()), List.of(options.get(one.option()))));
        }
        model.train(ScoringBatch.of(model.shape(), choices), (values, derivatives) -> {
            double loss = 0;
            for (int i = 0; i < values.length; i++) {
                OptionTarget one = batch.get(i);
                double share = stepSize * one.weight() / values.length;
                loss += share * Huber.loss(values[i] - one.target(), HUBER_DELTA);
                derivatives[i] = share * Huber.gradient(values[i] - one.target(), HUBER_DELTA);
            }
            return loss;
        });
        scorer = null;
    }

    /** The values as they are now, to be scored without this library; a candidate's features say which option it is. */
    public ScoringNetwork network() {
        return model.network();
    }

    private Scorer scorer() {
        Scorer current = scorer;
        if (current == null) {
            current = model.network().scorer();
            scorer = current;
        }
        return current;
    }

    private float[] read(float[] state) {
        features.write(state, x);
        float[] read = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            read[i] = (float) x[i];
        }
        return read;
    }
}
