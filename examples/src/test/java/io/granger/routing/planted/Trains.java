package io.granger.routing.planted;

import io.granger.rl.network.StepReport;

/** Breaks the rule that what serves does not train. */
public final class Trains {
    private Trains() {}

    public static boolean moved(StepReport report) {
        return report.isApplied();
    }
}
