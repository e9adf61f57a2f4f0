package io.granger.rl.network;

import io.granger.rl.dense.Activation;
import io.granger.rl.dense.ScoringShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Arrays of one number type outside the Java heap, and the few operations on them that training needs.
 *
 * <p>Matrices lie by column, as the algebra behind ND4J likes them. What is made between {@link #workspace} and its closing is gone
 * after it, so training for a day takes no more memory than one step. Nothing here draws a random number: ND4J's own generators are
 * seeded by thread. Not thread-safe.
 */
final class NativeArrays {

    private static final String WORKSPACE = "granger-training";

    private static final WorkspaceConfiguration CONFIGURATION = WorkspaceConfiguration.builder()
            .initialSize(1 << 20)
            .policyAllocation(AllocationPolicy.STRICT)
            .policyLearning(LearningPolicy.OVER_TIME)
            .cyclesBeforeInitialization(3)
            // what does not fit is taken from the system for this one step
            .policySpill(SpillPolicy.EXTERNAL)
            .build();

    static {
        // matrices this small are slower on two threads than on one, and one thread adds up in the same order every
        // time
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        Nd4j.factory().blas().setMaxThreads(1);
    }

    private final DataType type;

    NativeArrays(DataType type) {
        this.type = type;
    }

    /** Opens the memory of one step. */
    MemoryWorkspace workspace() {
        return Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, WORKSPACE);
    }

    INDArray zeros(int length) {
        return Nd4j.create(type, length);
    }

    INDArray vector(float[] values) {
        return Nd4j.createFromArray(values).castTo(type);
    }

    /** The part of a flat array that holds this parameter, as a matrix by column; a vector becomes a row. */
    INDArray view(INDArray flat, int at, ScoringShape.Parameter parameter) {
        long rows =
                parameter.dimensions().size() == 1 ? 1 : parameter.dimensions().getFirst();
        return flat.get(NDArrayIndex.interval(at, at + parameter.size()))
                .reshape('f', rows, parameter.dimensions().getLast());
    }

    /** A matrix of values given by row. */
    INDArray matrix(float[] byRow, int rows, int columns) {
        return Nd4j.createFromArray(byRow).castTo(type).reshape('c', rows, columns);
    }

    /** A matrix of values given by row. */
    INDArray matrix(double[] byRow, int rows, int columns) {
        return Nd4j.createFromArray(byRow).castTo(type).reshape('c', rows, columns);
    }

    /** The matrix that repeats rows: row i of its product with X is row {@code of[i]} of X. */
    INDArray selection(int[] of, int rows) {
        float[] ones = new float[of.length * rows];
        for (int i = 0; i < of.length; i++) {
            ones[i * rows + of[i]] = 1;
        }
        return matrix(ones, of.length, rows);
    }

    /** Applies the activation in place. */
    INDArray activate(INDArray x, Activation activation) {
        return switch (activation) {
            case RELU -> Transforms.relu(x, false);
            case TANH -> Transforms.tanh(x, false);
        };
    }

    /**
     * Takes a derivative back through an activation, in place.
     *
     * @param output what the activation gave: its slope is 1 where a rectifier's output is above 0, else 0; {@code 1 - y^2} for tanh
     */
    INDArray throughActivation(INDArray back, INDArray output, Activation activation) {
        return switch (activation) {
            case RELU -> back.muli(output.gt(0).castTo(type));
            case TANH -> back.muli(output.mul(output).rsubi(1));
        };
    }
}
