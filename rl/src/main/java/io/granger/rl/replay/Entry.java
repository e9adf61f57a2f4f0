package io.granger.rl.replay;

/**
 * One piece of experience under the id it is kept by.
 *
 * @param id never empty; the same id is the same experience
 * @param value what is kept
 */
public record Entry<E>(String id, E value) {

    /** Refuses an empty id. */
    public Entry {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must not be empty");
        }
    }
}
