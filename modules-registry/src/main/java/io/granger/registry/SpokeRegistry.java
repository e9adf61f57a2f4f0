package io.granger.registry;

import io.granger.registry.Instance.Phase;
import io.granger.task.StepOutcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The registry of spokes: leases, calls in flight, health and breakers, in memory.
 *
 * <p>Leases and concurrency are per instance; statistics and breakers per candidate, kept when the last instance is
 * gone, so that one that returns has its past. Times must come from one clock and never be negative; a lease lives while
 * now is before its end, whether {@link #expire} has been called or not. An owner that was kept from looking for longer
 * than {@link RegistrySettings#gapMs} has heard no heartbeats either: the rest of that time counts against no lease. Not
 * thread-safe: one thread owns it.
 */
public final class SpokeRegistry {
    private final RegistrySettings settings;
    private final Instances instances = new Instances();
    private final Candidates candidates;
    private final CapabilityIndex index = new CapabilityIndex();
    private final Map<String, Spoke> newlyLost = new LinkedHashMap<>();
    private final BreakerLog breakerLog = new BreakerLog();
    private long uses;
    private long lookedMs;

    /** An empty registry. */
    public SpokeRegistry(RegistrySettings settings) {
        this.settings = settings;
        this.candidates = new Candidates(settings);
    }

    /**
     * Gives the spoke a lease.
     *
     * <p>Same name, instance and owner: renewed, the newest address, capabilities and concurrency win, draining ends;
     * another version takes the place of the one before. Another owner of a name whose lease lives is refused.
     */
    public Registration register(Spoke spoke, long nowMs) {
        settle(nowMs);
        Collection<Instance> leases = instances.leasesOf(spoke.name());
        // All leases of a name have one owner, so one of them tells.
        if (!leases.isEmpty() && !leases.iterator().next().spoke().owner().equals(spoke.owner())) {
            return new Registration.NameTaken(Instances.secondsLeft(leases, nowMs));
        }
        Instance before = instances.leaseOf(spoke.name(), spoke.instance());
        boolean renewed = before != null && before.spokeId().equals(spoke.spokeId());
        if (before == null && !makeRoom(spoke.spokeId())) {
            return new Registration.RegistryFull(settings.maxSpokes());
        }
        if (before != null && !renewed) {
            move(before, Phase.GONE, List.of());
        }
        List<CandidateId> added = lease(spoke, nowMs);
        newlyLost.remove(spoke.spokeId());
        return new Registration.Registered(spoke.spokeId(), renewed, added);
    }

    /** Renews the lease of a spoke, draining or not; false when there is none: it must register again. */
    public boolean heartbeat(String spokeId, long nowMs) {
        settle(nowMs);
        Instance instance = leased(spokeId);
        if (instance == null) {
            return false;
        }
        instance.renew(nowMs, settings.leaseMs());
        instances.place(instance);
        return true;
    }

    /** Ends the lease as if it had run out now: {@link #expire} tells of it next. False when there is none. */
    public boolean lose(String spokeId, long nowMs) {
        settle(nowMs);
        Instance instance = leased(spokeId);
        if (instance != null) {
            lose(instance, nowMs);
        }
        return instance != null;
    }

    private void lose(Instance lease, long atMs) {
        lease.lost(atMs);
        newlyLost.put(lease.spokeId(), lease.spoke());
        move(lease, Phase.LOST, lease.candidates());
    }

    /** Sends no new calls to the spoke; those in flight go on. False when it has no lease. */
    public boolean drain(String spokeId, long nowMs) {
        settle(nowMs);
        Instance instance = leased(spokeId);
        if (instance != null && instance.phase() == Phase.LIVE) {
            // Its place in the order of ends stays: draining renews nothing.
            shift(instance, Phase.DRAINING, instance.candidates());
        }
        return instance != null;
    }

    /** Whether no call to that spoke is in flight; true for one that is not known. */
    public boolean isIdle(String spokeId) {
        Instance instance = instances.find(spokeId);
        return instance == null || instance.inFlight() == 0;
    }

    /** Ends the lease at once. Calls in flight may still be released. False when the spoke is not registered. */
    public boolean remove(String spokeId) {
        Instance instance = instances.find(spokeId);
        if (instance == null || instance.phase() == Phase.GONE) {
            return false;
        }
        move(instance, Phase.GONE, List.of());
        newlyLost.remove(spokeId);
        return true;
    }

    /**
     * The spokes whose lease ran out since the last call; each is told once.
     *
     * <p>A lost spoke gets no calls, frees its name, and stays listed as lost for {@code lostMs}.
     */
    public List<Spoke> expire(long nowMs) {
        settle(nowMs);
        List<Spoke> told = List.copyOf(newlyLost.values());
        newlyLost.clear();
        for (Instance lost = instances.firstLost();
                lost != null && lost.lostAtMs() + settings.lostMs() <= nowMs;
                lost = instances.firstLost()) {
            move(lost, Phase.GONE, List.of());
        }
        return told;
    }

    /** When {@link #expire} next has something to do, if nothing is renewed until then. */
    public OptionalLong nextExpiryMs() {
        return instances.nextEndMs(settings.lostMs());
    }

    /** What is registered at that time: a view, valid until the next change. */
    public RegistrySnapshot snapshot(long nowMs) {
        settle(nowMs);
        return new LiveSnapshot(index, nowMs);
    }

    /** A slot for a call, when the breaker lets it pass: {@link #acquire(CandidateId, long, boolean)} without force. */
    public Optional<Dispatch> acquire(CandidateId candidate, long nowMs) {
        return acquire(candidate, nowMs, false);
    }

    /**
     * A slot for one call: of the live, not draining instances with a free slot the one with the fewest calls in
     * flight. Every dispatch must be released or abandoned once.
     *
     * <p>A half-open breaker lets one call pass, as its probe. So does an open one when the caller says so, because
     * this is the last candidate there is. While a probe is in flight no call passes.
     *
     * @param asProbe whether an open breaker is to be tried before its time is over
     * @return empty when there is no slot or the breaker lets nothing pass
     */
    public Optional<Dispatch> acquire(CandidateId candidate, long nowMs, boolean asProbe) {
        settle(nowMs);
        Candidate found = candidates.find(candidate);
        if (found == null || !mayPass(found.breaker(), nowMs, asProbe)) {
            return Optional.empty();
        }
        Instance instance = found.leastBusy(nowMs);
        if (instance == null) {
            return Optional.empty();
        }
        instance.begin(++uses);
        if (found.breaker().state(nowMs) == BreakerState.CLOSED) {
            return instance.dispatch();
        }
        Dispatch probe = instance.probe(found.takeProbe(instance, nowMs));
        breakerLog.note(found, nowMs);
        return Optional.of(probe);
    }

    /** A call that {@link #acquire} gave ended so: its slot is free, its outcome counts for health and breaker. */
    public void release(CandidateId candidate, Dispatch dispatch, StepOutcome outcome, long nowMs) {
        end(candidate, dispatch.spokeId(), dispatch.probe(), outcome, nowMs);
    }

    /**
     * The same for a caller that did not keep the dispatch. When the probe is in flight to that spoke, this counts as
     * its answer, though another call to the same spoke may have been meant.
     */
    public void release(CandidateId candidate, String spokeId, StepOutcome outcome, long nowMs) {
        end(candidate, spokeId, probeOn(candidate, spokeId), outcome, nowMs);
    }

    /** A call that {@link #acquire} gave ended without telling anything: its slot is free. */
    public void abandon(CandidateId candidate, Dispatch dispatch, long nowMs) {
        end(candidate, dispatch.spokeId(), dispatch.probe(), null, nowMs);
    }

    /** The same for a caller that did not keep the dispatch. */
    public void abandon(CandidateId candidate, String spokeId, long nowMs) {
        end(candidate, spokeId, probeOn(candidate, spokeId), null, nowMs);
    }

    /** The capability as the candidate's newest registration declares it; empty for one that is not known. */
    public Optional<Capability> capability(CandidateId candidate) {
        return Optional.ofNullable(candidates.find(candidate)).map(Candidate::capability);
    }

    /** A trusted outcome says how good an output of the candidate was, in [0, 1]. */
    public void rate(CandidateId candidate, double quality) {
        Candidate found = candidates.find(candidate);
        if (found != null) {
            found.rate(quality);
        }
    }

    /** All spokes that are registered or were lost a short while ago, in the order in which they first came. */
    public List<SpokeStatus> list(long nowMs) {
        settle(nowMs);
        return instances.listed().stream()
                .map(instance -> status(instance, nowMs))
                .toList();
    }

    /** The spoke of that id, when it has a lease. */
    public Optional<Spoke> spoke(String spokeId) {
        return Optional.ofNullable(leased(spokeId)).map(Instance::spoke);
    }

    /** What breakers did since the last call, oldest first; at most the last 10,000 changes. */
    public List<BreakerChange> drainBreakerChanges() {
        return breakerLog.drain();
    }

    /** Whether one more may be listed; lost ones give way, oldest first. */
    private boolean makeRoom(String spokeId) {
        Instance returning = instances.find(spokeId);
        if (returning != null && returning.phase() == Phase.LOST || instances.listedCount() < settings.maxSpokes()) {
            return true;
        }
        Instance lost = instances.firstLost();
        if (lost == null) {
            return false;
        }
        move(lost, Phase.GONE, List.of());
        return true;
    }

    private List<CandidateId> lease(Spoke spoke, long nowMs) {
        Instance instance = instances.findOrMake(spoke);
        List<Candidate> behind = candidates.of(spoke);
        List<CandidateId> added = behind.stream()
                .filter(candidate -> !candidate.isLeased())
                .map(Candidate::id)
                .toList();
        boolean declaredAnew = false;
        for (int i = 0; i < behind.size(); i++) {
            declaredAnew |= behind.get(i).declare(spoke.capabilities().get(i));
        }
        boolean sameOffers =
                instance.phase() == Phase.LIVE && instance.candidates().equals(behind) && !declaredAnew;
        // It leaves the sums before the new concurrency is known, and comes back with it.
        if (sameOffers) {
            instance.move(Phase.GONE, List.of());
            instance.take(spoke);
            instance.move(Phase.LIVE, behind);
        } else {
            shift(instance, Phase.GONE, List.of());
            instance.take(spoke);
            shift(instance, Phase.LIVE, behind);
        }
        instance.renew(nowMs, settings.leaseMs());
        instances.place(instance);
        return added;
    }

    private void settle(long nowMs) {
        long missedMs = nowMs - lookedMs - settings.gapMs();
        if (missedMs > 0) {
            instances.extendLeases(missedMs);
        }
        lookedMs = Math.max(lookedMs, nowMs);
        for (Instance lease = instances.firstLease();
                lease != null && lease.leaseUntilMs() <= nowMs;
                lease = instances.firstLease()) {
            lose(lease, lease.leaseUntilMs());
        }
    }

    private void move(Instance instance, Phase to, List<Candidate> behind) {
        shift(instance, to, behind);
        instances.place(instance);
    }

    private void shift(Instance instance, Phase to, List<Candidate> behind) {
        Set<Candidate> changed = new LinkedHashSet<>(instance.candidates());
        instance.move(to, behind);
        changed.addAll(behind);
        candidates.update(List.copyOf(changed));
        index.update(changed);
    }

    private @Nullable Instance leased(String spokeId) {
        Instance instance = instances.find(spokeId);
        return instance != null && instance.isLeased() ? instance : null;
    }

    private static boolean mayPass(Breaker breaker, long nowMs, boolean asProbe) {
        return breaker.admits(nowMs) || asProbe && !breaker.isProbing(nowMs);
    }

    private long probeOn(CandidateId candidate, String spokeId) {
        Candidate found = candidates.find(candidate);
        return found == null ? 0 : found.probeOn(spokeId);
    }

    private void end(CandidateId candidate, String spokeId, long probe, @Nullable StepOutcome outcome, long nowMs) {
        Instance instance = instances.find(spokeId);
        if (instance != null) {
            instance.end();
            instances.forgetWhenDone(instance);
        }
        Candidate found = candidates.find(candidate);
        if (found != null) {
            if (outcome == null) {
                found.abandoned(probe, nowMs);
            } else {
                found.ended(outcome, probe, nowMs);
            }
            breakerLog.note(found, nowMs);
        }
    }

    private SpokeStatus status(Instance instance, long nowMs) {
        Map<String, HealthView> health = new HashMap<>();
        for (Candidate candidate : instance.candidates()) {
            String capability = candidate.id().capability();
            health.put(capability, candidate.health(index.entry(capability).usualMs(), nowMs));
        }
        return new SpokeStatus(instance.spoke(), SpokeState.of(instance.phase(), health.values()), health);
    }
}
