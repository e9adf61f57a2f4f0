package io.granger.routing;

import io.granger.registry.RegistrySnapshot;
import io.granger.task.Chain;
import io.granger.task.StepSpec;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a task should take and may cost, fixed when it is accepted, so that nothing that happens later moves the
 * yardstick.
 *
 * @param expectedMs the sum over the steps of the first chain
 * @param cost the highest, over the chains, of the sum of what its steps cost at most; empty when nobody names a cost
 */
public record TaskReference(double expectedMs, OptionalDouble cost) {
    /** Stands in for the expected time of a capability nobody declares one for. */
    public static final double EXPECTED_MS_DEFAULT = 1000;

    public TaskReference {
        if (!(expectedMs > 0 && Double.isFinite(expectedMs))) {
            throw new IllegalArgumentException("expectedMs must be finite and above 0, is " + expectedMs);
        }
    }

    /** The reference of a task that could run these chains, the heuristic's first. */
    public static TaskReference of(List<Chain> chains, RegistrySnapshot registry) {
        double expectedMs = 0;
        if (!chains.isEmpty()) {
            for (StepSpec step : chains.get(0).steps()) {
                expectedMs += expectedMs(registry, step.capability());
            }
        }
        OptionalDouble highest = OptionalDouble.empty();
        for (Chain chain : chains) {
            double cost = 0;
            boolean named = false;
            for (StepSpec step : chain.steps()) {
                OptionalDouble each = registry.referenceCost(step.capability());
                named |= each.isPresent();
                cost += each.orElse(0);
            }
            if (named && cost > highest.orElse(-1)) {
                highest = OptionalDouble.of(cost);
            }
        }
        return new TaskReference(expectedMs > 0 ? expectedMs : EXPECTED_MS_DEFAULT, highest);
    }

    /** How long a step of this capability should take. */
    public static double expectedMs(RegistrySnapshot registry, String capability) {
        double declared = registry.expectedMs(capability).orElse(EXPECTED_MS_DEFAULT);
        return declared > 0 ? declared : EXPECTED_MS_DEFAULT;
    }
}
