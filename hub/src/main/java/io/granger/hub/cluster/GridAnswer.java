package io.granger.hub.cluster;

/**
 * What became of something asked of the {@link TaskGrid}.
 *
 * @param <T> the value when it was done
 */
public sealed interface GridAnswer<T> {

    /**
     * It was done, and a second hub holds what was written.
     *
     * @param value what came of it
     */
    record Done<T>(T value) implements GridAnswer<T> {}

    /**
     * It may have been done or not; to ask the same again is safe.
     *
     * @param why for logs and operators
     */
    record Unknown<T>(String why) implements GridAnswer<T> {}

    /**
     * It was not done: too few hubs can be reached to know what stands.
     *
     * @param why for logs and operators
     */
    record NoQuorum<T>(String why) implements GridAnswer<T> {}
}
