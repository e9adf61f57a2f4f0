package io.granger.hub.door;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who calls an operation.
 *
 * @param principal unit of idempotency keys; {@code local} while authentication is off
 * @param idempotencyKey the header, if given
 * @param waitMs how long who submits a task would wait for its end before it is answered; empty is not at all
 */
public record Caller(String principal, Optional<String> idempotencyKey, Optional<Long> waitMs) {
    /** A caller without authentication. */
    public static Caller local(Optional<String> idempotencyKey) {
        return new Caller("local", idempotencyKey, Optional.empty());
    }

    /** The same with what it prefers, the header if given. */
    Caller preferring(@Nullable String prefer) {
        return new Caller(principal, idempotencyKey, Prefer.waitMs(prefer));
    }
}
