package io.granger.hub.config;

/**
 * Section {@code gate}: what a new policy must show before it may act. Takes effect with the next evaluation.
 *
 * @param margin how much worse the lower bound of its value may be, 0 to 1
 * @param minEss effective sample size below which nothing is concluded, 1 to 1,000,000,000
 * @param segmentMargin the same margin for each segment, 0 to 1
 * @param maxCensored share of tasks cut off from outside that is still accepted, 0 to 1
 */
public record GateConfig(double margin, int minEss, double segmentMargin, double maxCensored) {
    /** Margins .02 and .05, 500 effective samples, 5 % censored. */
    public static final GateConfig DEFAULT = new GateConfig(.02, 500, .05, .05);

    public GateConfig {
        BadSetting.requireWithin("margin", margin, 0.0, 1.0);
        BadSetting.requireWithin("minEss", minEss, 1, 1_000_000_000);
        BadSetting.requireWithin("segmentMargin", segmentMargin, 0.0, 1.0);
        BadSetting.requireWithin("maxCensored", maxCensored, 0.0, 1.0);
    }

    static GateConfig read(Section section) {
        return new GateConfig(
                section.number("margin", DEFAULT.margin),
                section.number("minEss", DEFAULT.minEss),
                section.number("segmentMargin", DEFAULT.segmentMargin),
                section.number("maxCensored", DEFAULT.maxCensored));
    }
}
