package io.granger.hub.config;

import io.granger.routing.RoutingMode;
import io.granger.task.Chain;
import io.granger.task.Preset;
import java.util.Arrays;
import java.util.List;

/**
 * Section {@code routing}: who decides, and between what. Takes effect at start; a mode set at run time goes before it.
 *
 * @param mode who decides when nothing else says
 * @param share share of all keys whose tasks the policy decides in a canary, 0 to 1 - holdout
 * @param holdout share of all keys that stay with the heuristic for ever, 0 to .5
 * @param preset what tasks care about when they do not say
 * @param heuristic which heuristic picks the spoke of a step
 * @param maxSteps most steps of a chain made for a goal, 1 to 16
 * @param maxChains most chains made for a goal, 1 to 1,000
 */
public record RoutingConfig(
        RoutingMode mode, double share, double holdout, Preset preset, String heuristic, int maxSteps, int maxChains) {
    /** Names of the heuristics for steps. */
    public static final List<String> HEURISTICS = List.of("power-of-two", "least-loaded", "round-robin", "fixed-order");

    /** The heuristic decides: the better of two distinct spokes drawn. */
    public static final RoutingConfig DEFAULT =
            new RoutingConfig(RoutingMode.HEURISTIC, .05, .05, Preset.BALANCED, "power-of-two", 8, 64);

    public RoutingConfig {
        BadSetting.requireWithin("holdout", holdout, 0, .5);
        if (!(share >= 0 && share <= 1 - holdout)) {
            throw new BadSetting("share", "must be from 0 to 1 - holdout = " + (1 - holdout) + ", got " + share);
        }
        BadSetting.requireWord("heuristic", heuristic, HEURISTICS);
        BadSetting.requireWithin("maxSteps", maxSteps, 1, Chain.LENGTH_MAX);
        BadSetting.requireWithin("maxChains", maxChains, 1, 1000);
    }

    static RoutingConfig read(Section section) {
        return new RoutingConfig(
                section.word("mode", words(RoutingMode.values()), RoutingMode::of, DEFAULT.mode),
                section.number("share", DEFAULT.share),
                section.number("holdout", DEFAULT.holdout),
                section.word(
                        "preset",
                        Arrays.stream(Preset.values()).map(Preset::word).toList(),
                        Preset::of,
                        DEFAULT.preset),
                section.text("heuristic", DEFAULT.heuristic),
                section.number("maxSteps", DEFAULT.maxSteps),
                section.number("maxChains", DEFAULT.maxChains));
    }

    private static List<String> words(RoutingMode... modes) {
        return Arrays.stream(modes).map(RoutingMode::word).toList();
    }
}
