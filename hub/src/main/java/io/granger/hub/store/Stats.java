package io.granger.hub.store;

import io.granger.routing.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much the store holds.
 *
 * @param rowsByLevel experience rows of each level, 0 where there are none
 * @param outcomes outcomes
 * @param tasksByState tasks of each state that occurs
 * @param rowsRepeated identical rows that were committed again since this store was opened
 */
public record Stats(Map<Level, Long> rowsByLevel, long outcomes, Map<String, Long> tasksByState, long rowsRepeated) {

    /** Copies the maps and fills in the levels that are missing. */
    public Stats {
        Map<Level, Long> levels = new EnumMap<>(Level.class);
        for (Level level : Level.values()) {
            levels.put(level, rowsByLevel.getOrDefault(level, 0L));
        }
        rowsByLevel = Map.copyOf(levels);
        tasksByState = Map.copyOf(new TreeMap<>(tasksByState));
    }

    /** Rows of all levels. */
    public long rows() {
        return rowsByLevel.values().stream().mapToLong(Long::longValue).sum();
    }
}
