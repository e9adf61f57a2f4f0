package io.granger.hub.config;

import java.util.List;

/**
 * Section {@code store}: how durable a task is when it is accepted. Takes effect at start.
 *
 * @param durability {@code local} (on disk), {@code cluster} (on disk and with a second hub of the cluster) or {@code
 *     memory} (lost with the process); {@code shared} is reserved and refused
 * @param batchMaxMs longest a change waits for others to be written with, 0 to 1,000 ms
 * @param batchMaxTasks most changes written together, 1 to 4,096
 */
public record StoreConfig(String durability, int batchMaxMs, int batchMaxTasks) {
    /** On disk, up to 256 changes or 2 ms. */
    public static final StoreConfig DEFAULT = new StoreConfig("local", 2, 256);

    public StoreConfig {
        BadSetting.requireWord("durability", durability, List.of("memory", "local", "cluster", "shared"));
        if (durability.equals("shared")) {
            throw new BadSetting(
                    "durability",
                    "cannot be shared: the name is reserved for a later version; use local, cluster or, for tests, memory");
        }
        BadSetting.requireWithin("batchMaxMs", batchMaxMs, 0, 1000);
        BadSetting.requireWithin("batchMaxTasks", batchMaxTasks, 1, 4096);
    }

    /** Whether nothing is written to disk. */
    public boolean isMemory() {
        return durability.equals("memory");
    }

    /** Whether other hubs hold every open task too. */
    public boolean isCluster() {
        return durability.equals("cluster");
    }

    static StoreConfig read(Section section) {
        return new StoreConfig(
                section.text("durability", DEFAULT.durability),
                section.number("batchMaxMs", DEFAULT.batchMaxMs),
                section.number("batchMaxTasks", DEFAULT.batchMaxTasks));
    }
}
