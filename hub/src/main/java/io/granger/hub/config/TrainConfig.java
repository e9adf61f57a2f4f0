package io.granger.hub.config;

/**
 * Section {@code train}: training from the log. Takes effect with the next training.
 *
 * @param everyEpisodes tasks after which training starts by itself, 0 (by command only) to 1,000,000,000
 * @param heapMb heap of the training process, 128 to 65,536 MiB
 */
public record TrainConfig(int everyEpisodes, int heapMb) {
    /** By command only, 1 GiB. */
    public static final TrainConfig DEFAULT = new TrainConfig(0, 1024);

    public TrainConfig {
        BadSetting.requireWithin("everyEpisodes", everyEpisodes, 0, 1_000_000_000);
        BadSetting.requireWithin("heapMb", heapMb, 128, 65_536);
    }

    static TrainConfig read(Section section) {
        return new TrainConfig(
                section.number("everyEpisodes", DEFAULT.everyEpisodes), section.number("heapMb", DEFAULT.heapMb));
    }
}
