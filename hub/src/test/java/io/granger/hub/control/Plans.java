package io.granger.hub.control;

import java.util.List;

/** Plans for tests. */
final class Plans {
    /** What the hub ships, with a holdout of 5 %. */
    static final RolloutPlan SHIPPED = new RolloutPlan(List.of(.05, .2, .5), 200, .05, .01, 600_000, .05, .05);

    /** Half the keys at once, and five keys an arm. */
    static final RolloutPlan SMALL = new RolloutPlan(List.of(.5), 5, .05, .01, 1_000, .05, .05);

    private Plans() {}

    static Rollout begun(RolloutPlan plan, boolean mayLead) {
        return Rollout.begin("auto-0", RoutingState.GLOBAL, plan, mayLead, "begun", 1_000, "node-a");
    }
}
