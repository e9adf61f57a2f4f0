package io.granger.hub.control;

import io.granger.routing.Draws;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Uniform draws keyed by the installation's secret: {@code HMAC-SHA256(secret, id + '/' + purpose)}, its first 53 bits.
 * The same secret, id and purpose give the same number for ever. Confined to one thread.
 */
public final class HmacDraws implements Draws {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;
    private final String seedId;

    /** Draws under this secret; refused below 16 bytes. */
    public HmacDraws(byte[] secret) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("secret must have at least 16 bytes, has " + secret.length);
        }
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            var digest = MessageDigest.getInstance("SHA-256").digest(secret);
            seedId = HexFormat.of().formatHex(digest, 0, 4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is missing from this JDK", e);
        }
    }

    /** Another secret made from this one, that says nothing about it. */
    public static byte[] derived(byte[] secret, String purpose) {
        return new HmacDraws(secret).mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public double uniform(String id, String purpose) {
        mac.update(id.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) '/');
        var bits = mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        long first = 0;
        for (int i = 0; i < 8; i++) {
            first = first << 8 | bits[i] & 0xff;
        }
        return (first >>> 11) * 0x1.0p-53;
    }

    @Override
    public String seedId() {
        return seedId;
    }
}
