package io.granger.hub.cluster;

import io.granger.hub.store.StoreFailure;
import io.granger.hub.store.StoreFailure.Kind;
import java.util.Optional;

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

    /** What a store says that needed it; empty when it was done. */
    default Optional<StoreFailure> failure() {
        return switch (this) {
            case Done<T> done -> Optional.empty();
            case Unknown<T> unknown -> Optional.of(new StoreFailure(Kind.UNCONFIRMED, unknown.why()));
            case NoQuorum<T> none -> Optional.of(new StoreFailure(Kind.NO_QUORUM, none.why()));
        };
    }
}
