package io.granger.hub.verticle;

import io.granger.routing.Level;
import io.granger.routing.RoutingMode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@link PolicySignals} as gauges, read now and then on the owner thread. A gauge is there from the first time it has something to
 * tell, so that a mean over its past is never spoilt by what is no number.
 */
public final class PolicyGauges {
    private final MeterRegistry meters;
    private final Info info;
    private final Map<String, Figure> figures = new HashMap<>();

    /** A value that scrapes read on another thread. */
    private static final class Figure {
        private volatile double value;

        double value() {
            return value;
        }
    }

    /** Gauges in this registry. */
    public PolicyGauges(PrometheusMeterRegistry meters) {
        this.meters = meters;
        // Prometheus keeps names that end so to itself: a gauge would lose its last word.
        this.info = Info.builder()
                .name("granger_policy_info")
                .help("1 for the policy that is asked: live in mode rl, else candidate")
                .labelNames("slot", "version")
                .register(meters.getPrometheusRegistry());
    }

    /**
     * Reads the figures; on the owner thread.
     *
     * @param mode in force where no pipeline has its own
     */
    public void refresh(PolicySignals signals, PolicyView policy, RoutingMode mode, long nowMs) {
        var told = signals.figures();
        for (var level : Level.values()) {
            show("granger_policy_entropy", Tags.of("level", level.word()), told.entropy(level));
            show("granger_feature_drift", Tags.of("level", level.word()), told.featureDrift(level));
        }
        for (var each : RoutingMode.values()) {
            show("granger_reward", Tags.of("mode", each.word()), told.reward(each));
            show("granger_reward_drift", Tags.of("mode", each.word()), told.rewardDrift(each));
        }
        show("granger_fallback_share", Tags.empty(), told.fallbackShare());
        show("granger_policy_age_seconds", Tags.empty(), signals.ageSeconds(nowMs));
        var slot = mode == RoutingMode.RL ? "live" : "candidate";
        info.setLabelValues(slot, policy.policy());
    }

    private void show(String name, Tags tags, double value) {
        if (Double.isFinite(value)) {
            figures.computeIfAbsent(name + tags, key -> register(name, tags)).value = value;
        }
    }

    private Figure register(String name, Tags tags) {
        var figure = new Figure();
        Gauge.builder(name, figure, Figure::value).tags(tags).register(meters);
        return figure;
    }
}
