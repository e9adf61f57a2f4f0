package io.granger.rl.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A bounded memory that gives surprising experience more often; when full, the oldest goes.
 *
 * <p>Schaul et al. (2016), "Prioritized experience replay", proportional variant: {@code P(i) = p_i / sum p} with {@code p_i =
 * (|error_i| + 1e-3)^alpha}; one draw from each of n equal shares of the mass; weight {@code (N P(i))^-beta}, divided by the
 * largest of the batch. What is new has the highest priority seen so far, so everything is drawn soon. Not thread-safe.
 */
public final class PrioritizedBuffer<E> {

    private static final double SMALLEST_ERROR = 1e-3;
    /** Errors beyond this count as this: one wild error must not be all that is ever drawn. */
    private static final double LARGEST_ERROR = 1e6;

    private final SumTree priorities;
    private final double alpha;
    private final List<E> values = new ArrayList<>();
    private final long[] stamps;
    private long added;
    private double highest = 1;

    /**
     * An empty buffer.
     *
     * @param capacity how many are kept, at least 1
     * @param alpha in [0, 1]; 0 draws uniformly
     */
    public PrioritizedBuffer(int capacity, double alpha) {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new IllegalArgumentException("alpha must be in [0, 1], is " + alpha);
        }
        this.priorities = new SumTree(capacity);
        this.alpha = alpha;
        this.stamps = new long[capacity];
    }

    /** How many are kept. */
    public int size() {
        return values.size();
    }

    /** Keeps {@code value}, in the place of the oldest when full. */
    public void add(E value) {
        int place = (int) (added % priorities.capacity());
        if (place < values.size()) {
            values.set(place, value);
        } else {
            values.add(value);
        }
        stamps[place] = added++;
        priorities.set(place, highest);
    }

    /**
     * Draws with replacement.
     *
     * @param n at least 1; the buffer must not be empty
     * @param beta in [0, 1], how far the weights undo the bias of the draws; 1 undoes all of it
     */
    public Batch<E> sample(int n, double beta, RandomGenerator random) {
        if (n < 1 || values.isEmpty()) {
            throw new IllegalArgumentException(
                    "sample size and buffer size must be at least 1, are " + n + " and " + values.size());
        }
        if (!(beta >= 0 && beta <= 1)) {
            throw new IllegalArgumentException("beta must be in [0, 1], is " + beta);
        }
        List<E> drawn = new ArrayList<>(n);
        long[] ids = new long[n];
        double[] weights = new double[n];
        double total = priorities.total();
        double largest = 0;
        for (int i = 0; i < n; i++) {
            int place = priorities.find(Math.min((i + random.nextDouble()) * total / n, Math.nextDown(total)));
            drawn.add(values.get(place));
            ids[i] = stamps[place];
            weights[i] = StrictMath.pow(values.size() * priorities.priority(place) / total, -beta);
            largest = Math.max(largest, weights[i]);
        }
        for (int i = 0; i < n; i++) {
            weights[i] /= largest;
        }
        return new Batch<>(drawn, ids, weights);
    }

    /**
     * Takes in the errors of a batch that was drawn from here; what has been replaced since is passed over.
     *
     * @param errors temporal-difference errors in the order of the batch, finite; their sign does not matter
     */
    public void reprioritize(Batch<E> batch, double[] errors) {
        if (errors.length != batch.ids().length) {
            throw new IllegalArgumentException("errors must be " + batch.ids().length + ", are " + errors.length);
        }
        for (double error : errors) {
            if (!Double.isFinite(error)) {
                throw new IllegalArgumentException("error must be finite, is " + error);
            }
        }
        for (int i = 0; i < errors.length; i++) {
            int place = (int) (batch.ids()[i] % priorities.capacity());
            if (stamps[place] == batch.ids()[i]) {
                double size = Math.min(LARGEST_ERROR, Math.abs(errors[i])) + SMALLEST_ERROR;
                double priority = StrictMath.pow(size, alpha);
                priorities.set(place, priority);
                highest = Math.max(highest, priority);
            }
        }
    }

    /**
     * What was drawn.
     *
     * @param values in the order drawn; one may be there more than once
     * @param ids which piece of experience each value was, in the order of addition
     * @param weights of each value in the loss, in (0, 1]
     */
    @SuppressWarnings("ArrayRecordComponent") // one for every step of training
    public record Batch<E>(List<E> values, long[] ids, double[] weights) {}
}
