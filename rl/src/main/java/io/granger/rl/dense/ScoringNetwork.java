package io.granger.rl.dense;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trained network that scores candidates from a state, over plain {@code float} arrays.
 *
 * <p>Immutable; safe from any thread. Scoring goes through a {@link Scorer}, which belongs to one thread.
 */
public final class ScoringNetwork {

    /** One layer: weights by input row, so that the inner loop runs over neighbouring numbers. */
    record Layer(int in, int out, float[] weight, float[] bias) {}

    private final ScoringShape shape;
    private final Map<String, Tensor> tensors;
    private final List<Layer> trunk = new ArrayList<>();
    private final List<Layer> head = new ArrayList<>();
    private final float[] candidateWeight;

    private ScoringNetwork(ScoringShape shape, Map<String, Tensor> tensors) {
        this.shape = shape;
        this.tensors = tensors;
        for (int i = 0; i < shape.trunk().size(); i++) {
            trunk.add(layer("trunk." + i + ".weight", "trunk." + i + ".bias"));
        }
        for (int i = 0; i <= shape.head().size(); i++) {
            head.add(layer(i == 0 ? "head.0.state" : "head." + i + ".weight", "head." + i + ".bias"));
        }
        candidateWeight = shape.candidateWidth() == 0 ? new float[0] : values("head.0.candidate");
    }

    /**
     * The network with these weights; throws {@link NetworkRejected} when one is missing, too many, of another shape, or not finite.
     *
     * @param tensors by the names of {@link ScoringShape#parameters}
     */
    public static ScoringNetwork of(ScoringShape shape, Map<String, Tensor> tensors) {
        Map<String, Tensor> kept = new LinkedHashMap<>();
        for (ScoringShape.Parameter parameter : shape.parameters()) {
            Tensor tensor = tensors.get(parameter.name());
            if (tensor == null) {
                throw new NetworkRejected("weights " + parameter.name() + " are missing");
            }
            if (!tensor.dimensions().equals(parameter.dimensions())) {
                throw new NetworkRejected("weights " + parameter.name() + " must be " + parameter.dimensions()
                        + ", are " + tensor.dimensions());
            }
            tensor.requireFinite(parameter.name());
            kept.put(parameter.name(), tensor);
        }
        for (String name : tensors.keySet()) {
            if (!kept.containsKey(name)) {
                throw new NetworkRejected("weights " + name + " belong to no layer of this network");
            }
        }
        return new ScoringNetwork(shape, kept);
    }

    /** The network with these weights, all in one array in the order of {@link ScoringShape#parameters}, matrices by row. */
    public static ScoringNetwork of(ScoringShape shape, float[] weights) {
        if (weights.length != shape.parameterCount()) {
            throw new NetworkRejected("weights must be " + shape.parameterCount() + ", are " + weights.length);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        int at = 0;
        for (ScoringShape.Parameter parameter : shape.parameters()) {
            float[] values = new float[parameter.size()];
            System.arraycopy(weights, at, values, 0, values.length);
            tensors.put(parameter.name(), new Tensor(parameter.dimensions(), values));
            at += values.length;
        }
        return of(shape, tensors);
    }

    /** Its layers. */
    public ScoringShape shape() {
        return shape;
    }

    /** Its weights by name, in the order of {@link ScoringShape#parameters}. */
    public Map<String, Tensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** Its weights in one array, in the order of {@link ScoringShape#parameters}. */
    public float[] weights() {
        float[] all = new float[shape.parameterCount()];
        int at = 0;
        for (Tensor tensor : tensors.values()) {
            System.arraycopy(tensor.values(), 0, all, at, tensor.size());
            at += tensor.size();
        }
        return all;
    }

    /** Something that scores with this network, for one thread. */
    public Scorer scorer() {
        return new Scorer(this);
    }

    List<Layer> trunk() {
        return trunk;
    }

    List<Layer> head() {
        return head;
    }

    /** Weights of the first head layer over a candidate's features; empty when there are none. */
    float[] candidateWeight() {
        return candidateWeight;
    }

    private Layer layer(String weight, String bias) {
        Tensor matrix = tensor(weight);
        return new Layer(matrix.dimensions().get(0), matrix.dimensions().get(1), matrix.values(), values(bias));
    }

    private float[] values(String name) {
        return tensor(name).values();
    }

    private Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("weights " + name + " were checked to be there");
        }
        return tensor;
    }
}
