package io.granger.hub.config;

import java.util.List;

/**
 * Section {@code rollout}: how a policy gets from few keys to many, and back. Takes effect with the next rollout.
 *
 * @param stages shares of keys, each above 0, below 1 and larger than the one before, 1 to 20 of them
 * @param minKeys keys an arm needs before a stage is judged, 1 to 1,000,000,000
 * @param alphaPromote chance of a promotion by luck, above 0 up to .5
 * @param alphaRollback chance of a rollback by bad luck, above 0 up to .5
 * @param cooldownMs time after a rollback before another rollout, 0 ms to 30 days
 */
public record RolloutConfig(
        List<Double> stages, int minKeys, double alphaPromote, double alphaRollback, long cooldownMs) {
    /** 5, 20, 50 %; 200 keys; .05 and .01; ten minutes. */
    public static final RolloutConfig DEFAULT = new RolloutConfig(List.of(.05, .2, .5), 200, .05, .01, 600_000);

    public RolloutConfig {
        stages = List.copyOf(stages);
        if (stages.isEmpty() || stages.size() > 20) {
            throw new BadSetting("stages", "must have 1 to 20 items, got " + stages.size());
        }
        double last = 0;
        for (int i = 0; i < stages.size(); i++) {
            double stage = stages.get(i);
            if (!(stage > last && stage < 1)) {
                throw new BadSetting(
                        "stages[" + i + "]", "must be above " + last + " and below 1, got " + stages.get(i));
            }
            last = stage;
        }
        BadSetting.requireWithin("minKeys", minKeys, 1, 1_000_000_000);
        BadSetting.requirePositive("alphaPromote", alphaPromote, .5);
        BadSetting.requirePositive("alphaRollback", alphaRollback, .5);
        BadSetting.requireWithin("cooldownMs", cooldownMs, 0, 2_592_000_000L);
    }

    static RolloutConfig read(Section section) {
        return new RolloutConfig(
                section.numbers("stages", DEFAULT.stages),
                section.number("minKeys", DEFAULT.minKeys),
                section.number("alphaPromote", DEFAULT.alphaPromote),
                section.number("alphaRollback", DEFAULT.alphaRollback),
                section.number("cooldownMs", DEFAULT.cooldownMs));
    }
}
