package io.granger.hub.shape;

import io.vertx.core.json.JsonObject;

/** The rules of idempotency keys: what one looks like, and when two bodies are the same. */
public final class IdempotencyKey {
    private IdempotencyKey() {}

    /**
     * {@code key} itself when it is 1 to 128 printable ASCII characters, the space among them; else {@code
     * bad-idempotency-key}.
     *
     * @param path the field or header it was read from
     */
    public static String require(String key, String path) {
        if (key.isEmpty() || key.length() > 128) {
            throw ApiError.at(
                    ErrorCode.BAD_IDEMPOTENCY_KEY, path, "must have 1 to 128 characters, got " + key.length());
        }
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) < 0x20 || key.charAt(i) > 0x7e) {
                throw ApiError.at(
                        ErrorCode.BAD_IDEMPOTENCY_KEY,
                        path,
                        String.format("must be printable ASCII, got U+%04X at %d", (int) key.charAt(i), i));
            }
        }
        return key;
    }

    /** SHA-256 of the canonical text of a body: equal for bodies that say the same. */
    public static String bodyHash(JsonObject body) {
        return CanonicalJson.sha256(CanonicalJson.text(body));
    }
}
