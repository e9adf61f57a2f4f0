package io.granger.registry;

import java.util.List;
import java.util.Optional;

/** One registered instance of a spoke: its lease, its calls in flight, and the candidates it stands behind. */
final class Instance {
    /** Where an instance stands. */
    enum Phase {
        /** Has a lease and takes calls. */
        LIVE,
        /** Has a lease, takes no new calls. */
        DRAINING,
        /** The lease ran out; still listed. */
        LOST,
        /** Removed; kept only until its calls in flight end, so that a return under the same id cannot undercount. */
        GONE
    }

    private final String spokeId;
    private Spoke spoke;
    private Optional<Dispatch> dispatch;
    private List<Candidate> candidates = List.of();
    private Phase phase = Phase.GONE;
    private long leaseUntilMs;
    private long lostAtMs;
    private int inFlight;
    private long lastUse;

    Instance(Spoke spoke) {
        this.spokeId = spoke.spokeId();
        this.spoke = spoke;
        this.dispatch = dispatchTo(spoke);
    }

    /** Takes the newest registration's word for everything but the id. */
    void take(Spoke newest) {
        spoke = newest;
        dispatch = dispatchTo(newest);
    }

    private Optional<Dispatch> dispatchTo(Spoke to) {
        return Optional.of(new Dispatch(spokeId, to.instance(), to.address()));
    }

    /** Leaves its candidates, then stands behind others in another phase. */
    void move(Phase to, List<Candidate> behind) {
        candidates.forEach(candidate -> candidate.leave(this));
        phase = to;
        candidates = behind;
        candidates.forEach(candidate -> candidate.enter(this));
    }

    void renew(long nowMs, long leaseMs) {
        leaseUntilMs = nowMs + leaseMs;
        candidates.forEach(candidate -> candidate.seen(nowMs));
    }

    void extend(long ms) {
        leaseUntilMs += ms;
    }

    void lost(long atMs) {
        lostAtMs = atMs;
    }

    /** Takes a slot. */
    void begin(long use) {
        lastUse = use;
        shift(1);
    }

    /** Gives a slot back; none is given twice. */
    void end() {
        if (inFlight > 0) {
            shift(-1);
        }
    }

    private void shift(int calls) {
        int freeBefore = freeSlots();
        inFlight += calls;
        if (phase == Phase.LIVE) {
            for (int i = 0; i < candidates.size(); i++) {
                candidates.get(i).shift(calls, freeSlots() - freeBefore);
            }
        }
    }

    boolean isLeased() {
        return phase == Phase.LIVE || phase == Phase.DRAINING;
    }

    int freeSlots() {
        // A renewal may have lowered the concurrency below what is in flight.
        return Math.max(0, spoke.concurrency() - inFlight);
    }

    String spokeId() {
        return spokeId;
    }

    Spoke spoke() {
        return spoke;
    }

    Optional<Dispatch> dispatch() {
        return dispatch;
    }

    Dispatch probe(long number) {
        return new Dispatch(spokeId, spoke.instance(), spoke.address(), number);
    }

    List<Candidate> candidates() {
        return candidates;
    }

    Phase phase() {
        return phase;
    }

    long leaseUntilMs() {
        return leaseUntilMs;
    }

    long lostAtMs() {
        return lostAtMs;
    }

    int inFlight() {
        return inFlight;
    }

    long lastUse() {
        return lastUse;
    }
}
