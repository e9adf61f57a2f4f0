package io.granger.hub.config;

/**
 * Section {@code exploration}: how much every choice is left to chance. Takes effect at start.
 *
 * @param floor share of the probability spread evenly over all eligible candidates, 0 to .5
 */
public record ExplorationConfig(double floor) {
    /** Two in a hundred. */
    public static final ExplorationConfig DEFAULT = new ExplorationConfig(.02);

    public ExplorationConfig {
        BadSetting.requireWithin("floor", floor, 0, .5);
    }

    static ExplorationConfig read(Section section) {
        return new ExplorationConfig(section.number("floor", DEFAULT.floor));
    }
}
