package io.granger.hub.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notes that what a store has is known to the cluster: one in each part of what the cluster knows, so that none can be lost without one. */
final class Roll {
    /** What Hazelcast finds the partition of a key by stands after it. */
    private static final String IN = "@";

    private Roll() {}

    /** The name of a store's note in a part. */
    static String note(String store, String part) {
        return store + IN + part;
    }

    /** All notes of a store. */
    static Map<String, String> notes(String store, String node, List<String> parts) {
        var notes = new HashMap<String, String>();
        parts.forEach(part -> notes.put(note(store, part), node));
        return notes;
    }

    /** The stores of which no note is missing, each with a hub that noted it. */
    static Map<String, String> whole(Map<String, String> notes, List<String> parts) {
        var counts = new HashMap<String, Integer>();
        var whole = new HashMap<String, String>();
        notes.forEach((note, node) -> {
            var store = note.substring(0, note.lastIndexOf(IN));
            if (counts.merge(store, 1, Integer::sum) == parts.size()) {
                whole.put(store, node);
            }
        });
        return whole;
    }
}
