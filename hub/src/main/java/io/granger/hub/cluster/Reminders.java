package io.granger.hub.cluster;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What the grid must be told sooner or later, and is told again until it answers. Owner thread only. */
final class Reminders {
    private final Map<String, Telling> due = new LinkedHashMap<>();
    private final Set<String> underWay = new HashSet<>();

    /** Tells the grid; hears whether it answered. */
    interface Telling {
        void tell(Consumer<Boolean> answered);
    }

    /** Tells it now, and from then on whenever {@link #repeat} is called until it was answered. */
    void add(String what, Telling telling) {
        due.put(what, telling);
        tell(what, telling);
    }

    /** Whether this is not answered yet. */
    boolean holds(String what) {
        return due.containsKey(what);
    }

    /** Tells again what was not answered. */
    void repeat() {
        List.copyOf(due.keySet()).forEach(what -> {
            var telling = due.get(what);
            if (telling != null && !underWay.contains(what)) {
                tell(what, telling);
            }
        });
    }

    private void tell(String what, Telling telling) {
        underWay.add(what);
        telling.tell(isAnswered -> {
            underWay.remove(what);
            if (isAnswered) {
                due.remove(what, telling);
            }
        });
    }
}
