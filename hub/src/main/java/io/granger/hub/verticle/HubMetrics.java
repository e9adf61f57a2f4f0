package io.granger.hub.verticle;

import io.granger.hub.task.TaskEvent;
import io.granger.hub.task.TaskState;
import io.granger.hub.task.TaskStatus;
import io.granger.routing.Cause;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.RoutingMode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The hub's meters (CONTRACT section 7), looked up once and kept by label. Labels come from bounded sets: pipelines by
 * name with ad hoc ones under one label, capabilities and spokes up to a bound. Owner thread only.
 */
public final class HubMetrics {
    private static final int LABELS_MAX = 1000;
    private static final String OTHER = "other";

    private final MeterRegistry meters;
    private final LongAdder endedTasks = new LongAdder();
    private final Map<Labelled, Counter> counters = new HashMap<>();
    private final Map<Labelled, Timer> timers = new HashMap<>();
    private final Map<String, Counter> sheds = new ConcurrentHashMap<>();
    private final Map<Level, Timer> decisions = new EnumMap<>(Level.class);
    private final Map<DecisionKind, Counter> decided = new HashMap<>();
    private final Map<TaskKind, EndMeters> ended = new HashMap<>();
    private final Map<StepKind, Timer> steps = new HashMap<>();
    private @Nullable Timer commits;

    /** A meter by its name and labels, which come by turns with their values. */
    private record Labelled(String name, List<String> labels) {}

    // What every task meets goes by these, which are compared faster than so many words.

    private record DecisionKind(Level level, RoutingMode mode, String slot) {}

    private record TaskKind(String pipeline, TaskStatus state) {}

    private record StepKind(String capability, String candidate, Cause cause) {}

    private record EndMeters(Counter count, Timer time) {}

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
        decided.computeIfAbsent(new DecisionKind(d.level(), d.mode(), slot(d)), this::counter)
                .increment();
        decisions
                .computeIfAbsent(d.level(), level -> timer("granger_decision", "level", level.word()))
                .record(nanos, TimeUnit.NANOSECONDS);
        d.fallback()
                .ifPresent(
                        reason -> counter("granger_fallback", "reason", reason).increment());
    }

    private Counter counter(DecisionKind kind) {
        return counter(
                "granger_decisions",
                "level",
                kind.level().word(),
                "mode",
                kind.mode().word(),
                "slot",
                kind.slot());
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
            var kind = new TaskKind(pipeline(state.spec().pipeline().name()), state.status());
            var meters = remembered(ended, kind, this::endMeters);
            meters.count().increment();
            state.end()
                    .ifPresent(end -> meters.time()
                            .record(Math.max(0, end.atMs() - state.spec().createdAtMs()), TimeUnit.MILLISECONDS));
        }
    }

    private EndMeters endMeters(TaskKind kind) {
        return new EndMeters(
                counter(
                        "granger_tasks",
                        "pipeline",
                        kind.pipeline(),
                        "state",
                        kind.state().word()),
                timer("granger_task", "pipeline", kind.pipeline()));
    }

    private void closed(ExperienceRow row) {
        var d = row.decision();
        if (d.level() == Level.STEP) {
            var kind = new StepKind(d.capability().orElse(""), d.chosenEntry().id(), row.cause());
            remembered(steps, kind, this::timer).record(row.durationMs(), TimeUnit.MILLISECONDS);
        }
    }

    private Timer timer(StepKind kind) {
        return timer(
                "granger_step",
                "capability",
                kind.capability(),
                "spoke",
                kind.candidate().substring(0, kind.candidate().indexOf('@')),
                "outcome",
                kind.cause().word());
    }

    /** What there is of a kind, made once; kinds come and go with spokes and pipelines, so they are forgotten when they are too many. */
    private static <K, M> M remembered(Map<K, M> of, K kind, Function<K, M> make) {
        if (of.size() > LABELS_MAX) {
            of.clear();
        }
        return of.computeIfAbsent(kind, make);
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
