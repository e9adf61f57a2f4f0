package io.granger.rl.replay;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Experience kept for training, each piece once.
 *
 * <p>A buffer never drops anything by itself: who fills it removes what is too much. Thread-safety is the implementation's to
 * state.
 */
public interface ReplayBuffer<E> {

    /**
     * Adds what is not there yet; an id already there keeps its first value, so adding again changes nothing.
     *
     * @return how many were new
     */
    int addAll(List<Entry<E>> entries);

    /** The value kept under {@code id}. */
    Optional<E> get(String id);

    /** How many are kept. */
    int size();

    /**
     * Draws uniformly with replacement, so a small buffer still fills a batch; empty when the buffer is.
     *
     * @param n at least 0
     * @param random where the draws come from
     */
    List<E> sample(int n, RandomGenerator random);

    /**
     * Removes these; an id not there is passed over.
     *
     * @return how many were there
     */
    int removeAll(List<String> ids);
}
