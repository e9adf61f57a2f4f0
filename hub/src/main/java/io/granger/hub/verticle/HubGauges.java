package io.granger.hub.verticle;

import io.granger.registry.BreakerState;
import io.granger.registry.SpokeRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Figures that are read off the core now and then, so that a scrape on another thread never touches it. */
public final class HubGauges {
    private final MultiGauge spokeState;
    private final MultiGauge breakerOpen;
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong openTasks = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private Map<String, Integer> statesShown = Map.of();
    private Map<String, Integer> breakersShown = Map.of();

    /** Gauges in this registry. */
    public HubGauges(MeterRegistry meters) {
        spokeState = MultiGauge.builder("granger_spoke_state")
                .description("0 healthy, 1 degraded, 2 open, 3 draining, 4 lost; the worst instance of a name")
                .register(meters);
        breakerOpen = MultiGauge.builder("granger_breaker_open").register(meters);
        Gauge.builder("granger_inflight", inFlight, AtomicLong::get).register(meters);
        Gauge.builder("granger_open_tasks", openTasks, AtomicLong::get).register(meters);
        Gauge.builder("granger_experience_rows", rows, AtomicLong::get).register(meters);
    }

    /** Reads the figures; on the owner thread. */
    public void refresh(SpokeRegistry registry, long nowMs, int callsInFlight, int tasksOpen, long rowCount) {
        inFlight.set(callsInFlight);
        openTasks.set(tasksOpen);
        rows.set(rowCount);
        Map<String, Integer> states = new HashMap<>();
        Map<String, Integer> breakers = new HashMap<>();
        for (var status : registry.list(nowMs)) {
            var name = status.spoke().name();
            states.merge(name, status.state().ordinal(), Math::max);
            boolean isOpen =
                    status.healthByCapability().values().stream().anyMatch(h -> h.breaker() != BreakerState.CLOSED);
            breakers.merge(name, isOpen ? 1 : 0, Math::max);
        }
        // A gauge is made for each name, which with thousands of spokes costs more than all the rest of the second.
        if (!states.equals(statesShown)) {
            spokeState.register(rows(states), true);
            statesShown = states;
        }
        if (!breakers.equals(breakersShown)) {
            breakerOpen.register(rows(breakers), true);
            breakersShown = breakers;
        }
    }

    private static Iterable<MultiGauge.Row<?>> rows(Map<String, Integer> values) {
        return values.entrySet().stream()
                .<MultiGauge.Row<?>>map(e -> MultiGauge.Row.of(Tags.of("spoke", e.getKey()), e.getValue()))
                .toList();
    }
}
