package io.granger.registry;

import io.granger.task.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** State of one candidate: statistics, breaker, and sums over the instances that stand behind it. */
final class Candidate {
    private final CandidateId id;
    private final Breaker breaker;
    private final CallStatistics statistics = new CallStatistics();
    private final List<Instance> open = new ArrayList<>();
    private Capability capability;
    private int attached;
    private int leased;
    private int inFlight;
    private int concurrency;
    private int freeSlots;
    private long lastSeenMs;
    private long probe;
    private String probeSpokeId = "";
    private BreakerState told = BreakerState.CLOSED;
    private boolean countedAsOffered;

    /** What was seen last, until something changes: a task's decisions at several levels look within one millisecond. */
    private @Nullable CandidateView lastView;

    private double lastUsualMs;
    private long lastViewMs;

    Candidate(CandidateId id, Capability capability, BreakerSettings settings) {
        this.id = id;
        this.capability = capability;
        this.breaker = new Breaker(settings);
    }

    /** Takes the newest registration's word for what it does; whether that changes what is offered. */
    boolean declare(Capability newest) {
        lastView = null;
        boolean changed = !capability.equals(newest);
        capability = newest;
        return changed;
    }

    void enter(Instance instance) {
        lastView = null;
        attached += instance.phase() == Instance.Phase.GONE ? 0 : 1;
        leased += instance.isLeased() ? 1 : 0;
        if (instance.phase() == Instance.Phase.LIVE) {
            open.add(instance);
            inFlight += instance.inFlight();
            concurrency += instance.spoke().concurrency();
            freeSlots += instance.freeSlots();
        }
    }

    void leave(Instance instance) {
        lastView = null;
        attached -= instance.phase() == Instance.Phase.GONE ? 0 : 1;
        leased -= instance.isLeased() ? 1 : 0;
        if (instance.phase() == Instance.Phase.LIVE) {
            open.remove(instance);
            inFlight -= instance.inFlight();
            concurrency -= instance.spoke().concurrency();
            freeSlots -= instance.freeSlots();
        }
    }

    void shift(int calls, int slots) {
        lastView = null;
        inFlight += calls;
        freeSlots += slots;
    }

    void seen(long nowMs) {
        lastView = null;
        lastSeenMs = Math.max(lastSeenMs, nowMs);
    }

    /** The instance with the fewest calls in flight and a free slot, the one not used for longest among equals. */
    @Nullable
    Instance leastBusy(long nowMs) {
        Instance best = null;
        for (int i = 0; i < open.size(); i++) {
            Instance instance = open.get(i);
            boolean able = instance.freeSlots() > 0 && instance.leaseUntilMs() > nowMs;
            if (able && (best == null || isLessBusy(instance, best))) {
                best = instance;
            }
        }
        return best;
    }

    private static boolean isLessBusy(Instance instance, Instance best) {
        int order = Integer.compare(instance.inFlight(), best.inFlight());
        return order < 0 || order == 0 && instance.lastUse() < best.lastUse();
    }

    /** Takes the probe for a call to that instance. */
    long takeProbe(Instance instance, long nowMs) {
        lastView = null;
        probe = breaker.takeProbe(nowMs);
        probeSpokeId = instance.spokeId();
        return probe;
    }

    /** Number of the probe last sent, when it went to that instance; else 0. */
    long probeOn(String spokeId) {
        return probeSpokeId.equals(spokeId) ? probe : 0;
    }

    /** A call was answered, or given up by the hub. */
    void ended(StepOutcome outcome, long number, long nowMs) {
        lastView = null;
        statistics.add(outcome, nowMs);
        switch (outcome) {
            case StepOutcome.Success ok -> {
                seen(nowMs);
                breaker.succeeded(number);
            }
            case StepOutcome.Failure failure -> {
                switch (failure.failureClass()) {
                    case INVALID_INPUT -> {
                        seen(nowMs);
                        breaker.toldNothing(number, nowMs);
                    }
                    case RESOURCE, INTERNAL -> {
                        seen(nowMs);
                        breaker.failed(number, nowMs);
                    }
                    case UNAVAILABLE, TIMEOUT -> breaker.failed(number, nowMs);
                }
            }
        }
    }

    /** A call ended that tells nothing about the spoke. */
    void abandoned(long number, long nowMs) {
        lastView = null;
        breaker.toldNothing(number, nowMs);
    }

    void rate(double quality) {
        lastView = null;
        statistics.addQuality(quality);
    }

    /** The breaker's change since the last time it was told, if there is one. */
    @Nullable
    BreakerChange change(long nowMs) {
        BreakerState now = breaker.state(nowMs);
        if (now == told) {
            return null;
        }
        BreakerState before = told;
        told = now;
        return new BreakerChange(id, before, now, nowMs);
    }

    CandidateView view(double usualMs, long nowMs) {
        CandidateView known = lastView;
        if (known == null || lastViewMs != nowMs || lastUsualMs != usualMs) {
            known = new CandidateView(id, capability, health(usualMs, nowMs), leased > 0, isDraining(), freeSlots);
            lastView = known;
            lastViewMs = nowMs;
            lastUsualMs = usualMs;
        }
        return known;
    }

    /** Its health, with {@code usualMs} as expected time when it declares none. */
    HealthView health(double usualMs, long nowMs) {
        double expectedMs =
                capability.expectedMs().isPresent() ? capability.expectedMs().getAsLong() : usualMs;
        return new HealthView(
                statistics.successRate(),
                statistics.latencyMeanMs(expectedMs),
                statistics.latencyP95Ms(expectedMs),
                statistics.peakEwmaMs(expectedMs, nowMs),
                inFlight,
                concurrency,
                breaker.consecutiveFailures(),
                breaker.state(nowMs),
                breaker.closesAtMs(nowMs),
                lastSeenMs,
                statistics.quality(),
                statistics.calls());
    }

    CandidateId id() {
        return id;
    }

    Capability capability() {
        return capability;
    }

    Breaker breaker() {
        return breaker;
    }

    /** Whether an instance stands behind it, a lost one included. */
    boolean isPresent() {
        return attached > 0;
    }

    boolean isLeased() {
        return leased > 0;
    }

    /** Whether an instance with a lease takes new calls. */
    boolean isOffered() {
        return !open.isEmpty();
    }

    /** 1 when it began to be offered since the last time asked, -1 when it ended, else 0. */
    int offeredChange() {
        int change = (isOffered() ? 1 : 0) - (countedAsOffered ? 1 : 0);
        countedAsOffered = isOffered();
        return change;
    }

    private boolean isDraining() {
        return leased > 0 && open.isEmpty();
    }
}
