package io.granger.hub.door;

import java.util.Optional;

/**
 * Who calls an operation.
 *
 * @param principal unit of idempotency keys; {@code local} while authentication is off
 * @param idempotencyKey the header, if given
 */
public record Caller(String principal, Optional<String> idempotencyKey) {
    /** A caller without authentication. */
    public static Caller local(Optional<String> idempotencyKey) {
        return new Caller("local", idempotencyKey);
    }
}
