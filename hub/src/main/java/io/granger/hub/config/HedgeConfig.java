package io.granger.hub.config;

import java.util.List;

/**
 * Section {@code hedge}: a second call to another spoke for a step whose first call takes longer than 95 of 100 did. Takes
 * effect at start.
 *
 * @param capabilities whose steps are hedged, where effects are {@code none} or {@code keyed}; none by default
 * @param share second calls as a share of first ones, 0 to 0.05
 */
public record HedgeConfig(List<String> capabilities, double share) {
    /** No capability; one second call for twenty first ones. */
    public static final HedgeConfig DEFAULT = new HedgeConfig(List.of(), .05);

    private static final double SHARE_MAX = .05;

    public HedgeConfig {
        capabilities = List.copyOf(capabilities);
        BadSetting.requireWithin("share", share, 0, SHARE_MAX);
    }

    static HedgeConfig read(Section section) {
        return new HedgeConfig(
                section.texts("capabilities", DEFAULT.capabilities), section.number("share", DEFAULT.share));
    }
}
