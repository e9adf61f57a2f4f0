package io.granger.hub.config;

import java.util.List;

/**
 * Section {@code policy}: the learned side of decisions. Takes effect at start.
 *
 * @param budgetMicros longest a policy may take for one decision before the heuristic decides, 1 to 1,000,000
 *     microseconds
 * @param online {@code bandit} learns from every outcome while the hub runs, {@code none} does not
 */
public record PolicyConfig(int budgetMicros, String online) {
    /** 250 microseconds, learning. */
    public static final PolicyConfig DEFAULT = new PolicyConfig(250, "bandit");

    public PolicyConfig {
        BadSetting.requireWithin("budgetMicros", budgetMicros, 1, 1_000_000);
        BadSetting.requireWord("online", online, List.of("none", "bandit"));
    }

    /** Whether the policy learns while the hub runs. */
    public boolean learnsOnline() {
        return online.equals("bandit");
    }

    static PolicyConfig read(Section section) {
        return new PolicyConfig(
                section.number("budgetMicros", DEFAULT.budgetMicros), section.text("online", DEFAULT.online));
    }
}
