package io.granger.hub.verticle;

import io.granger.hub.task.TaskEvent;
import io.granger.hub.task.TaskState;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.RoutingMode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The hub's meters (CONTRACT section 7), looked up once and kept by label. Labels come from bounded sets: pipelines by
 * name with ad hoc ones under one label, capabilities and spokes up to a bound. Owner thread only.
 */
public final class HubMetrics {
    private final LongAdder endedTasks = new LongAdder();
    private static final int LABELS_MAX = 1000;
    private static final String OTHER = "other";

    private final MeterRegistry meters;
    private final Map<Labelled, Counter> counters = new HashMap<>();
    private final Map<Labelled, Timer> timers = new HashMap<>();
    private final Map<String, Counter> sheds = new ConcurrentHashMap<>();
    private final Map<Level, Timer> decisions = new EnumMap<>(Level.class);
    private @Nullable Timer commits;

    /** A meter by its name and labels, which come by turns with their values. */
    private record Labelled(String name, List<String> labels) {}

    /** Meters in this registry. */
    public HubMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** A decision was made, or nothing was eligible. */
    void decided(TaskEvent event, long nanos) {
        switch (event) {
            case TaskEvent.ChainChosen e -> decided(e.decision(), nanos);
            case TaskEvent.StepChosen e -> decided(e.decision(), nanos);
            case TaskEvent.RecoveryChosen e -> decided(e.decision(), nanos);
            default -> {}
        }
    }

    private void decided(Decision d, long nanos) {
        counter("granger_decisions", "level", d.level().word(), "mode", d.mode().word(), "slot", slot(d))
                .increment();
        decisions
                .computeIfAbsent(d.level(), level -> timer("granger_decision", "level", level.word()))
                .record(nanos, TimeUnit.NANOSECONDS);
        d.fallback()
                .ifPresent(
                        reason -> counter("granger_fallback", "reason", reason).increment());
    }

    private static String slot(Decision d) {
        if (d.byHeuristic()) {
            return "heuristic";
        }
        return d.mode() == RoutingMode.RL ? "live" : "candidate";
    }

    /** A turn became durable: its rows count. */
    void stored(TaskState state, Turn turn) {
        for (var row : turn.rows) {
            closed(row);
        }
        if (state.status().isTerminal()
                && turn.tells.contains("task." + state.status().word())) {
            endedTasks.increment();
            var pipeline = pipeline(state.spec().pipeline().name());
            counter(
                            "granger_tasks",
                            "pipeline",
                            pipeline,
                            "state",
                            state.status().word())
                    .increment();
            state.end()
                    .ifPresent(end -> timer("granger_task", "pipeline", pipeline)
                            .record(Duration.ofMillis(
                                    Math.max(0, end.atMs() - state.spec().createdAtMs()))));
        }
    }

    private void closed(ExperienceRow row) {
        var d = row.decision();
        if (d.level() == Level.STEP) {
            var candidate = d.chosenEntry().id();
            timer(
                            "granger_step",
                            "capability",
                            d.capability().orElse(""),
                            "spoke",
                            candidate.substring(0, candidate.indexOf('@')),
                            "outcome",
                            row.cause().word())
                    .record(Duration.ofMillis(row.durationMs()));
        }
    }

    /** How many tasks ended since the start; safe from any thread. */
    public long endedTasks() {
        return endedTasks.sum();
    }

    /** An answer came that nobody waited for. */
    void lateAnswer() {
        counter("granger_late_answers").increment();
    }

    /** A task of a hub that is gone goes on here. */
    void takenOver() {
        counter("granger_takeovers").increment();
    }

    /** A task ended twice; the other end stands. */
    void conflict() {
        counter("granger_task_conflicts").increment();
    }

    /** A request was refused before it was accepted, for one of a few reasons; safe from any thread. */
    public void shed(String reason) {
        sheds.computeIfAbsent(reason, r -> meters.counter("granger_shed", "reason", r))
                .increment();
    }

    /** The store took this long to make a change durable. */
    void committed(long nanos) {
        var known = commits;
        if (known == null) {
            known = timer("granger_store_commit");
            commits = known;
        }
        known.record(nanos, TimeUnit.NANOSECONDS);
    }

    private static String pipeline(String name) {
        return name.startsWith("adhoc-") ? "adhoc" : name;
    }

    private Counter counter(String name, String... labels) {
        var key = new Labelled(name, Arrays.asList(labels));
        var known = counters.get(key);
        if (known == null) {
            known = meters.counter(name, bounded(counters.size(), labels));
            counters.put(key, known);
        }
        return known;
    }

    private Timer timer(String name, String... labels) {
        var key = new Labelled(name, Arrays.asList(labels));
        var known = timers.get(key);
        if (known == null) {
            known = Timer.builder(name).tags(bounded(timers.size(), labels)).register(meters);
            timers.put(key, known);
        }
        return known;
    }

    /** Past the bound every further combination of labels counts as {@code other}: memory stays bounded. */
    private static String[] bounded(int known, String... labels) {
        if (known < LABELS_MAX) {
            return labels;
        }
        var other = labels.clone();
        for (int i = 1; i < other.length; i += 2) {
            other[i] = OTHER;
        }
        return other;
    }
}
