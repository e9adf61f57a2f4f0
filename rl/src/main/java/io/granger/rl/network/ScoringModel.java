package io.granger.rl.network;

import io.granger.rl.dense.Activation;
import io.granger.rl.dense.ScoringNetwork;
import io.granger.rl.dense.ScoringShape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A scoring network that can be trained: scores of a batch, and one Adam step along the gradient of a loss of those scores.
 *
 * <p>Starts from weights drawn by {@code seed} (He et al. 2015 for rectifiers, Glorot and Bengio 2010 otherwise), with a last layer
 * near 0 so that no candidate is preferred at first. A step whose loss or gradient is not finite is refused and leaves every weight as
 * it was. The same seed and the same batches give the same weights on the same kind of machine. Not thread-safe: confine it to one
 * thread.
 */
final class ScoringModel {

    private static final double LAST_LAYER_SCALE = 0.01;

    /** Weight and bias of one layer with their gradients; all of them views into the two flat arrays. */
    private record Layer(INDArray weight, INDArray weightGradient, INDArray bias, INDArray biasGradient) {}

    private final ScoringShape shape;
    private final NativeArrays arrays;
    private final AdamStep adam;
    private final INDArray parameters;
    private final INDArray gradient;
    private final List<Layer> trunk = new ArrayList<>();
    private final List<Layer> head = new ArrayList<>();
    private final List<INDArray> candidateWeight = new ArrayList<>(1);
    private final List<INDArray> candidateGradient = new ArrayList<>(1);

    ScoringModel(ScoringShape shape, AdamSettings settings, long seed) {
        this(shape, settings, seed, DataType.FLOAT);
    }

    /** In double precision gradients can be held against finite differences. */
    ScoringModel(ScoringShape shape, AdamSettings settings, long seed, DataType type) {
        this.shape = shape;
        this.arrays = new NativeArrays(type);
        this.parameters = arrays.zeros(shape.parameterCount());
        this.gradient = arrays.zeros(shape.parameterCount());
        this.adam = new AdamStep(settings, arrays.zeros(shape.parameterCount()), arrays.zeros(shape.parameterCount()));
        layOut();
        setWeights(initialWeights(shape, new SplittableRandom(seed)));
    }

    ScoringShape shape() {
        return shape;
    }

    /** The network as it is now, in plain arrays. */
    ScoringNetwork network() {
        return ScoringNetwork.of(shape, weights());
    }

    /** The weights in the order of {@link ScoringShape#parameters}, matrices by row. */
    float[] weights() {
        float[] byRow = new float[shape.parameterCount()];
        reorder(parameters.toFloatVector(), byRow, true);
        return byRow;
    }

    /** Takes these weights, in the same order; what Adam remembers stays. */
    void setWeights(float[] byRow) {
        float[] byColumn = new float[byRow.length];
        reorder(byRow, byColumn, false);
        parameters.assign(arrays.vector(byColumn));
    }

    /** The score of each candidate of the batch. */
    double[] scores(ScoringBatch batch) {
        try (MemoryWorkspace step = arrays.workspace()) {
            return new Pass(batch).scores();
        }
    }

    /** A loss of the scores of a batch. */
    @FunctionalInterface
    interface Loss {
        /** Fills the derivative of the loss by each score, and returns the loss. */
        double of(double[] scores, double[] derivatives);
    }

    /** One step down the gradient of this loss. */
    StepReport train(ScoringBatch batch, Loss loss) {
        try (MemoryWorkspace step = arrays.workspace()) {
            double value = computeGradient(batch, loss);
            double norm = gradient.norm2Number().doubleValue();
            if (!Double.isFinite(value) || !Double.isFinite(norm)) {
                return new StepReport(StepReport.Outcome.REFUSED, value, norm);
            }
            adam.apply(parameters, gradient, norm);
            return new StepReport(StepReport.Outcome.APPLIED, value, norm);
        }
    }

    /** Leaves the gradient of this loss behind, by row as {@link #weights}, without a step; for checks. */
    double[] gradientOf(ScoringBatch batch, Loss loss) {
        try (MemoryWorkspace step = arrays.workspace()) {
            computeGradient(batch, loss);
            return gradient.toDoubleVector();
        }
    }

    /** The loss as it is now; for checks. */
    double lossOf(ScoringBatch batch, Loss loss) {
        double[] scores = scores(batch);
        return loss.of(scores, new double[scores.length]);
    }

    /** Moves one weight, counted as in {@link #gradientOf}; for checks. */
    void nudge(int weight, double by) {
        parameters.putScalar(weight, parameters.getDouble(weight) + by);
    }

    private double computeGradient(ScoringBatch batch, Loss loss) {
        Pass pass = new Pass(batch);
        double[] scores = pass.scores();
        double[] derivatives = new double[scores.length];
        double value = loss.of(scores, derivatives);
        pass.backward(derivatives);
        return value;
    }

    private void layOut() {
        int[] at = {0};
        for (ScoringShape.Parameter parameter : shape.parameters()) {
            String name = parameter.name();
            if (name.equals("head.0.candidate")) {
                candidateWeight.add(arrays.view(parameters, at[0], parameter));
                candidateGradient.add(arrays.view(gradient, at[0], parameter));
            } else if (!name.endsWith(".bias")) {
                ScoringShape.Parameter bias = biasOf(name);
                int biasAt = at[0] + parameter.size() + candidateSize(name);
                (name.startsWith("trunk") ? trunk : head)
                        .add(new Layer(
                                arrays.view(parameters, at[0], parameter),
                                arrays.view(gradient, at[0], parameter),
                                arrays.view(parameters, biasAt, bias),
                                arrays.view(gradient, biasAt, bias)));
            }
            at[0] += parameter.size();
        }
    }

    private int candidateSize(String name) {
        int firstWidth = shape.head().isEmpty() ? 1 : shape.head().getFirst();
        return name.equals("head.0.state") ? shape.candidateWidth() * firstWidth : 0;
    }

    private ScoringShape.Parameter biasOf(String weight) {
        String bias = weight.substring(0, weight.lastIndexOf('.')) + ".bias";
        return shape.parameters().stream()
                .filter(parameter -> parameter.name().equals(bias))
                .findFirst()
                .orElseThrow();
    }

    /** Between matrices by row, as they are kept, and by column, as the algebra likes them. */
    private void reorder(float[] from, float[] to, boolean toRows) {
        int at = 0;
        for (ScoringShape.Parameter parameter : shape.parameters()) {
            int rows = parameter.dimensions().size() == 1
                    ? 1
                    : parameter.dimensions().getFirst();
            int columns = parameter.dimensions().getLast();
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    int byRow = at + i * columns + j;
                    int byColumn = at + j * rows + i;
                    to[toRows ? byRow : byColumn] = from[toRows ? byColumn : byRow];
                }
            }
            at += parameter.size();
        }
    }

    private static float[] initialWeights(ScoringShape shape, SplittableRandom random) {
        float[] weights = new float[shape.parameterCount()];
        String last = "head." + shape.head().size() + ".";
        int at = 0;
        for (ScoringShape.Parameter parameter : shape.parameters()) {
            if (!parameter.name().endsWith(".bias")) {
                int in = parameter.name().startsWith("head.0.")
                        ? shape.trunkOutput() + shape.candidateWidth()
                        : parameter.dimensions().getFirst();
                double gain = shape.activation() == Activation.RELU ? 2 : 1;
                double limit = Math.sqrt(3 * gain / in) * (parameter.name().startsWith(last) ? LAST_LAYER_SCALE : 1);
                for (int i = 0; i < parameter.size(); i++) {
                    weights[at + i] = (float) random.nextDouble(-limit, limit);
                }
            }
            at += parameter.size();
        }
        return weights;
    }

    /** One batch on its way through: what each layer saw is kept until the gradient has come back. */
    private final class Pass {
        private final ScoringBatch batch;
        private final List<INDArray> inputs = new ArrayList<>();
        private final List<INDArray> selection = new ArrayList<>(1);
        private final List<INDArray> candidates = new ArrayList<>(1);
        private final INDArray output;

        Pass(ScoringBatch batch) {
            this.batch = batch;
            INDArray x = arrays.matrix(batch.stateFeatures(), batch.states(), shape.stateWidth());
            for (Layer layer : trunk) {
                inputs.add(x);
                x = activated(x.mmul(layer.weight).addiRowVector(layer.bias));
            }
            inputs.add(x);
            x = firstHeadLayer(x);
            for (Layer layer : head.subList(1, head.size())) {
                x = activated(x);
                inputs.add(x);
                x = x.mmul(layer.weight).addiRowVector(layer.bias);
            }
            output = x;
        }

        double[] scores() {
            return output.reshape(batch.candidates()).toDoubleVector();
        }

        private INDArray firstHeadLayer(INDArray fromTrunk) {
            Layer first = head.getFirst();
            INDArray x = fromTrunk.mmul(first.weight).addiRowVector(first.bias);
            if (!batch.isOneEach()) {
                selection.add(arrays.selection(batch.stateOf(), batch.states()));
                x = selection.getFirst().mmul(x);
            }
            if (!candidateWeight.isEmpty()) {
                candidates.add(arrays.matrix(batch.candidateFeatures(), batch.candidates(), shape.candidateWidth()));
                x.addi(candidates.getFirst().mmul(candidateWeight.getFirst()));
            }
            return x;
        }

        void backward(double[] derivatives) {
            INDArray back = arrays.matrix(derivatives, batch.candidates(), 1);
            for (int i = head.size() - 1; i > 0; i--) {
                INDArray input = inputs.get(trunk.size() + i);
                leaveGradient(head.get(i), input, back);
                back = arrays.throughActivation(back.mmul(head.get(i).weight.transpose()), input, shape.activation());
            }
            if (!candidates.isEmpty()) {
                candidates.getFirst().transpose().mmuli(back, candidateGradient.getFirst());
            }
            if (!selection.isEmpty()) {
                back = selection.getFirst().transpose().mmul(back);
            }
            Layer above = head.getFirst();
            leaveGradient(above, inputs.get(trunk.size()), back);
            for (int i = trunk.size() - 1; i >= 0; i--) {
                back = arrays.throughActivation(
                        back.mmul(above.weight.transpose()), inputs.get(i + 1), shape.activation());
                above = trunk.get(i);
                leaveGradient(above, inputs.get(i), back);
            }
        }

        private static void leaveGradient(Layer layer, INDArray input, INDArray back) {
            input.transpose().mmuli(back, layer.weightGradient);
            layer.biasGradient.assign(back.sum(true, 0));
        }

        private INDArray activated(INDArray x) {
            return arrays.activate(x, shape.activation());
        }
    }
}
