package io.granger.hub.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hashes of the keys that counted at one place, as settings of the store: full chunks are written once, only the last one is
 * written again. Mutable; not thread-safe.
 */
final class KeyChunks {
    /** What the names of the settings begin with. */
    static final String PREFIX = "rollout.keys.";

    private static final int CHUNK = 1024;

    private final List<Long> keys = new ArrayList<>();
    private final Set<String> gone = new HashSet<>();
    private int saved;

    /** Hash of a client's key: the first 64 bits of FNV-1a, spread over all of them. */
    static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    static KeyChunks restore(Map<String, String> settings) {
        var chunks = new KeyChunks();
        for (int i = 0; settings.containsKey(PREFIX + i); i++) {
            var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(settings.get(PREFIX + i)));
            while (bytes.hasRemaining()) {
                chunks.keys.add(bytes.getLong());
            }
        }
        chunks.saved = chunks.keys.size();
        return chunks;
    }

    void add(long key) {
        keys.add(key);
    }

    Set<Long> all() {
        return new HashSet<>(keys);
    }

    /** Forgets all; what was written is removed with the next save. */
    void clear() {
        for (int i = 0; i * CHUNK < keys.size(); i++) {
            gone.add(PREFIX + i);
        }
        keys.clear();
        saved = 0;
    }

    /** Settings that changed since {@link #saved()} was last called; an empty value removes one. */
    Map<String, String> changed() {
        var changed = chunksFrom(keys.size() > saved ? saved / CHUNK : Integer.MAX_VALUE);
        gone.forEach(name -> changed.putIfAbsent(name, ""));
        return changed;
    }

    /** All of them. */
    Map<String, String> everything() {
        return chunksFrom(0);
    }

    private Map<String, String> chunksFrom(int first) {
        var chunks = new HashMap<String, String>();
        for (int i = first; (long) i * CHUNK < keys.size(); i++) {
            var part = keys.subList(i * CHUNK, Math.min(keys.size(), (i + 1) * CHUNK));
            var bytes = ByteBuffer.allocate(part.size() * Long.BYTES);
            part.forEach(bytes::putLong);
            chunks.put(PREFIX + i, Base64.getEncoder().encodeToString(bytes.array()));
        }
        return chunks;
    }

    /** What {@link #changed} gave is on its way to the store. */
    void saved() {
        saved = keys.size();
        gone.clear();
    }
}
