package io.granger.hub.verticle;

import io.granger.hub.control.RoutingControl;
import io.granger.hub.task.ActiveStep;
import io.granger.hub.task.TaskEvent;
import io.granger.hub.task.TaskState;
import io.granger.hub.task.WaitReason;
import io.granger.registry.CandidateId;
import io.granger.registry.CandidateView;
import io.granger.registry.Effects;
import io.granger.registry.RegistrySnapshot;
import io.granger.registry.SpokeRegistry;
import io.granger.routing.CandidateChains;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Candidates;
import io.granger.routing.ChainEntries;
import io.granger.routing.ChainOption;
import io.granger.routing.ChainRequest;
import io.granger.routing.Decision;
import io.granger.routing.DecisionMaker;
import io.granger.routing.DecisionRequest;
import io.granger.routing.Level;
import io.granger.routing.Situation;
import io.granger.routing.StepCandidates;
import io.granger.routing.StepRequest;
import io.granger.routing.TaskPosition;
import io.granger.routing.TaskReference;
import io.granger.task.Recipe;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Decides for a task: gathers the candidates of a level with their masks, has the {@link DecisionMaker} choose, and says
 * what was chosen as an event. Owner thread only.
 */
final class Chooser {
    private final SpokeRegistry registry;
    private final RoutingControl control;
    private final DecisionMaker maker;
    private final StateSource states;
    private final OutputCheck check;
    private final Learner learner;
    private final RecoveryChoice recovery;
    private final Turns turns = new Turns();
    private final int maxChains;
    private final LongSupplier clock;

    Chooser(
            SpokeRegistry registry,
            RoutingControl control,
            DecisionMaker maker,
            StateSource states,
            OutputCheck check,
            Learner learner,
            RecoveryChoice recovery,
            int maxChains,
            LongSupplier clock) {
        this.registry = registry;
        this.control = control;
        this.maker = maker;
        this.states = states;
        this.check = check;
        this.learner = learner;
        this.recovery = recovery;
        this.maxChains = maxChains;
        this.clock = clock;
    }

    /** A step was done: the budget of further calls elsewhere grows. */
    void stepSucceeded() {
        recovery.stepSucceeded(clock.getAsLong());
    }

    /** Another candidate that could take the standing step's call at once beside this one, the best by its health. */
    Optional<CandidateId> beside(TaskSlot slot, ActiveStep step, String candidate) {
        long nowMs = clock.getAsLong();
        return StepCandidates.best(stepRequest(slot.state, step.elsewhere(candidate), nowMs))
                .filter(other -> other.freeSlots() > 0
                        && other.health().admitsCall(nowMs)
                        && other.capability().effects() != Effects.UNSAFE)
                .map(CandidateView::id);
    }

    /** The event that this level's decision leads to. */
    TaskEvent choose(TaskSlot slot, Level level) {
        return switch (level) {
            case OPTION -> chooseChain(slot);
            case STEP -> chooseSpoke(slot);
            case RECOVERY -> chooseRecovery(slot);
        };
    }

    private TaskEvent chooseChain(TaskSlot slot) {
        var task = slot.state;
        long nowMs = clock.getAsLong();
        var snapshot = registry.snapshot(nowMs);
        var options = chains(task, snapshot, false);
        var entries = entries(task, options, snapshot, nowMs);
        if (!isAnyEligible(entries)) {
            return new TaskEvent.NothingEligible(nowMs, Level.OPTION, WaitReason.NO_SPOKE, "", whyNoChain(entries));
        }
        int stepsLeft = options.getFirst().rest().length();
        for (var option : options) {
            stepsLeft = Math.min(stepsLeft, option.rest().length());
        }
        var situation = situation(slot, Level.OPTION, Optional.empty(), entries, stepsLeft, nowMs);
        var decision = decide(slot, situation, Optional.empty(), "", nowMs);
        return new TaskEvent.ChainChosen(nowMs, decision, byId(options, decision));
    }

    private TaskEvent chooseSpoke(TaskSlot slot) {
        var task = slot.state;
        long nowMs = clock.getAsLong();
        var step = task.step().orElseThrow();
        var capability = step.spec().capability();
        return switch (StepCandidates.of(stepRequest(task, step, nowMs))) {
            case Candidates.None none ->
                new TaskEvent.NothingEligible(nowMs, Level.STEP, WaitReason.NO_SPOKE, capability, none.why());
            case Candidates.Queue queue -> busy(nowMs, capability);
            case Candidates.Ready ready -> {
                var situation = situation(
                        slot,
                        Level.STEP,
                        Optional.of(capability),
                        ready.entries(),
                        task.plan().length(),
                        nowMs);
                var standing = task.standing()
                        .map(o -> o.decision().chosenEntry().id())
                        .orElse("");
                var decision = decide(slot, situation, Optional.of(capability), standing, nowMs);
                yield take(slot, decision, step, nowMs);
            }
        };
    }

    /** Takes a slot on the chosen candidate. */
    private TaskEvent take(TaskSlot slot, Decision decision, ActiveStep step, long nowMs) {
        var chosen = decision.chosenEntry();
        boolean isUnsafe = check.capability(chosen.id())
                .map(c -> c.effects() == Effects.UNSAFE)
                .orElse(false);
        return registry.acquire(check.id(chosen.id()), nowMs, chosen.breakerLast())
                .<TaskEvent>map(dispatch -> {
                    if (step.attempt() == 1 && !slot.isDry) {
                        recovery.firstAttempt(nowMs);
                    }
                    return new TaskEvent.StepChosen(nowMs, decision, dispatch, isUnsafe);
                })
                .orElseGet(() -> busy(nowMs, step.spec().capability()));
    }

    private static TaskEvent busy(long nowMs, String capability) {
        return new TaskEvent.NothingEligible(
                nowMs,
                Level.STEP,
                WaitReason.CONCURRENCY,
                capability,
                "every eligible spoke of " + capability + " is at its concurrency");
    }

    private TaskEvent chooseRecovery(TaskSlot slot) {
        var task = slot.state;
        long nowMs = clock.getAsLong();
        var snapshot = registry.snapshot(nowMs);
        var chains = chains(task, snapshot, true);
        var step = task.step().orElseThrow();
        var last = step.same().flatMap(check::capability);
        var entries = recovery.entries(
                task,
                chains,
                entries(task, chains, snapshot, nowMs),
                StepCandidates.best(stepRequest(task, step, nowMs)),
                StepCandidates.best(stepRequest(task, step.anywhere(), nowMs)),
                last.map(c -> c.effects() == Effects.UNSAFE).orElse(false),
                nowMs);
        var situation = situation(
                slot, Level.RECOVERY, Optional.empty(), entries, task.plan().length(), nowMs);
        var decision = decide(slot, situation, Optional.of(step.spec().capability()), "", nowMs);
        return new TaskEvent.RecoveryChosen(nowMs, decision, recovery.chosen(decision, step, chains, nowMs));
    }

    private List<ChainOption> chains(TaskState task, RegistrySnapshot snapshot, boolean afterFailure) {
        var position = new TaskPosition(
                task.spec().taskType(),
                task.dataType(),
                task.done(),
                task.failedChains(),
                afterFailure,
                afterFailure ? task.step().map(s -> s.spec().capability()) : Optional.empty());
        return CandidateChains.options(task.spec().pipeline(), position, snapshot, maxChains);
    }

    private static List<CandidateEntry> entries(
            TaskState task, List<ChainOption> options, RegistrySnapshot snapshot, long nowMs) {
        var spec = task.spec();
        return ChainEntries.entries(new ChainRequest(
                options,
                spec.taskType(),
                task.dataType(),
                spec.only(),
                spec.avoid(),
                unsafeDone(task, snapshot),
                reference(task),
                snapshot,
                nowMs));
    }

    static TaskReference reference(TaskState task) {
        return new TaskReference(task.spec().expectedMs(), task.spec().referenceCost());
    }

    private static Set<String> unsafeDone(TaskState task, RegistrySnapshot snapshot) {
        var unsafe = new HashSet<String>();
        for (var record : task.steps()) {
            if (record.succeeded()
                    && snapshot.declared(record.capability()).stream().anyMatch(c -> c.effects() == Effects.UNSAFE)) {
                unsafe.add(record.capability());
            }
        }
        return unsafe;
    }

    private StepRequest stepRequest(TaskState task, ActiveStep step, long nowMs) {
        var spec = task.spec();
        var tried = new HashSet<>(step.tried());
        step.same().ifPresent(tried::remove);
        var input = JsonPayload.json(task.data());
        return new StepRequest(
                step.spec(),
                task.plan().length() > 0 ? task.plan().from(1) : TaskState.NO_CHAIN,
                spec.pipeline().recipe() instanceof Recipe.Goal goal ? Optional.of(goal.produces()) : Optional.empty(),
                task.dataType(),
                tried,
                step.same(),
                spec.only(),
                spec.avoid(),
                spec.maxCost().isPresent()
                        ? OptionalDouble.of(spec.maxCost().getAsDouble() - task.costTotal())
                        : OptionalDouble.empty(),
                false,
                registry.snapshot(nowMs),
                candidate -> check.fits(candidate, input),
                nowMs);
    }

    private Situation situation(
            TaskSlot slot,
            Level level,
            Optional<String> capability,
            List<CandidateEntry> entries,
            int stepsLeft,
            long nowMs) {
        var spec = slot.state.spec();
        var layout = states.layout(spec.pipeline());
        var key = level == Level.STEP
                ? Situation.stepKey(capability.orElseThrow(), layout.id())
                : Situation.optionKey(spec.pipeline().name(), layout.id());
        var situation = new Situation(
                level,
                key,
                layout.id(),
                states.encode(slot.state, stepsLeft, nowMs),
                layout.stepWidth(),
                spec.preset(),
                entries,
                slot.isDry ? turns.soFar(key) : turns.next(key));
        if (level != Level.STEP) {
            slot.endedOption.ifPresent(row -> learner.learnOption(row, Optional.of(situation)));
            slot.endedOption = Optional.empty();
        }
        return situation;
    }

    private Decision decide(
            TaskSlot slot, Situation situation, Optional<String> capability, String optionId, long nowMs) {
        var task = slot.state;
        var spec = task.spec();
        var mode = control.inForce(spec.pipeline().name(), spec.heuristicOnly());
        if (slot.mode.filter(mode::equals).isEmpty()) {
            slot.mode = Optional.of(mode);
            slot.arm = control.arm(mode, spec.assignmentKey());
        }
        return maker.decide(new DecisionRequest(
                task.nextDecisionId(),
                spec.taskId(),
                task.epoch(),
                task.nextSeq(),
                situation.level(),
                nowMs,
                spec.pipeline().name(),
                capability,
                optionId,
                situation,
                mode.mode(),
                slot.arm));
    }

    private static ChainOption byId(List<ChainOption> options, Decision decision) {
        var id = decision.chosenEntry().id();
        for (var option : options) {
            if (option.id().equals(id)) {
                return option;
            }
        }
        throw new NoSuchElementException("no chain has the chosen id " + id);
    }

    private static boolean isAnyEligible(List<CandidateEntry> entries) {
        for (var entry : entries) {
            if (entry.eligible()) {
                return true;
            }
        }
        return false;
    }

    private static String whyNoChain(List<CandidateEntry> entries) {
        if (entries.isEmpty()) {
            return "no chain of registered spokes leads from here to the goal";
        }
        return entries.stream()
                .map(e -> e.id() + " (" + e.mask().map(m -> m.word()).orElse("") + ")")
                .collect(Collectors.joining(", ", "no chain can be started now: ", ""));
    }
}
