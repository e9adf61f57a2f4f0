package io.granger.hub.train;

import io.granger.task.Preset;
import java.util.Optional;

/**
 * What a policy is trained for and with.
 *
 * @param seed of everything random; the linear policy has nothing random and is the same under every seed but for its name
 * @param preset scores all rewards under this preset in place of each row's own
 * @param parent the version it follows
 */
public record TrainingSettings(long seed, Optional<Preset> preset, Optional<String> parent) {
    /** Seed 1, each row's own preset, no parent. */
    public static final TrainingSettings DEFAULT = new TrainingSettings(1, Optional.empty(), Optional.empty());
}
