package io.granger.registry;

import java.util.Map;

/** A spoke, how it stands, and the health of each of its candidates by capability. */
public record SpokeStatus(Spoke spoke, SpokeState state, Map<String, HealthView> healthByCapability) {
    public SpokeStatus {
        healthByCapability = Map.copyOf(healthByCapability);
    }
}
