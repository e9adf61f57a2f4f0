package io.granger.hub.config;

/**
 * Section {@code replay}: how much experience is kept. Takes effect at start.
 *
 * @param maxRows rows in the replay buffer, cluster-wide, 1 to 100,000,000
 * @param keepDays days a row is kept in the store, 1 to 3,650
 */
public record ReplayConfig(int maxRows, int keepDays) {
    /** 100,000 rows, 30 days. */
    public static final ReplayConfig DEFAULT = new ReplayConfig(100_000, 30);

    public ReplayConfig {
        BadSetting.requireWithin("maxRows", maxRows, 1, 100_000_000);
        BadSetting.requireWithin("keepDays", keepDays, 1, 3650);
    }

    static ReplayConfig read(Section section) {
        return new ReplayConfig(
                section.number("maxRows", DEFAULT.maxRows), section.number("keepDays", DEFAULT.keepDays));
    }
}
