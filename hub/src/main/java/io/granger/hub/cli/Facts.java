package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Named values below each other, the names in one column. Not thread-safe. */
final class Facts {
    private static final int NAMES = 12;

    private final List<String> lines = new ArrayList<>();

    void add(String name, String value) {
        String indent = " ".repeat(NAMES);
        List<String> wrapped = Words.wrap(indent, value);
        String label = name.length() >= NAMES ? name + " " : name + " ".repeat(NAMES - name.length());
        lines.add(label + wrapped.getFirst().substring(NAMES));
        lines.addAll(wrapped.subList(1, wrapped.size()));
    }

    void addIfPresent(String name, JsonNode value) {
        if (Wording.isPresent(value)) {
            add(name, Wording.text(value));
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
