package io.granger.routing;

import io.granger.registry.BreakerState;
import io.granger.registry.CandidateView;
import io.granger.registry.CapabilityGraph;
import io.granger.registry.Effects;
import io.granger.registry.RegistrySnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Finds who could do a step: the candidates of its capability with their facts, masks and features. Pure. */
public final class StepCandidates {
    private static final int HARD = hardBits();

    private StepCandidates() {}

    /** All candidates of the step's capability, masked, and whether one of them can take it now. */
    public static Candidates of(StepRequest request) {
        List<CandidateEntry> entries = entries(request);
        for (CandidateEntry entry : entries) {
            if (entry.eligible()) {
                return new Candidates.Ready(entries);
            }
        }
        return MaskRule.waits(entries)
                ? new Candidates.Queue(entries)
                : new Candidates.None(entries, why(request.step().label(), entries));
    }

    /** All candidates of the step's capability, masked, in the order of their ids. */
    public static List<CandidateEntry> entries(StepRequest request) {
        RegistrySnapshot registry = request.registry();
        String capability = request.step().capability();
        List<CandidateView> views = registry.candidates(capability);
        double expectedMs = TaskReference.expectedMs(registry, capability);
        OptionalDouble referenceCost = registry.referenceCost(capability);
        int[] facts = facts(request, views);
        List<CandidateEntry> entries = new ArrayList<>(views.size());
        for (int i = 0; i < facts.length; i++) {
            CandidateView view = views.get(i);
            float[] features = CandidateFeatures.of(view, expectedMs, referenceCost, request.nowMs());
            entries.add(CandidateEntry.raw(view.id().toString(), features, facts[i]));
        }
        return MaskRule.mask(entries);
    }

    /**
     * The candidate recovery would count on: for a substitute ask without those tried, for a retry ask for the same one.
     * Of those without a hard mask, one
     * whose breaker lets calls pass before one whose does not, then the most reliable, then the fastest.
     */
    public static Optional<CandidateView> best(StepRequest request) {
        List<CandidateView> views = request.registry().candidates(request.step().capability());
        int[] facts = facts(request, views);
        CandidateView best = null;
        for (int i = 0; i < facts.length; i++) {
            CandidateView view = views.get(i);
            if ((facts[i] & HARD) == 0 && (best == null || isBetter(view, best, request.nowMs()))) {
                best = view;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isBetter(CandidateView one, CandidateView other, long nowMs) {
        boolean admits = one.health().admitsCall(nowMs);
        if (admits != other.health().admitsCall(nowMs)) {
            return admits;
        }
        int bySuccess =
                Double.compare(one.health().successRate(), other.health().successRate());
        return bySuccess != 0
                ? bySuccess > 0
                : one.health().latencyMeanMs() < other.health().latencyMeanMs();
    }

    private static int[] facts(StepRequest request, List<CandidateView> views) {
        int[] facts = new int[views.size()];
        Map<String, Boolean> finishes = new HashMap<>();
        for (int i = 0; i < facts.length; i++) {
            facts[i] = withHealth(requirements(request, views.get(i), finishes), views.get(i), request.nowMs());
        }
        rankClosing(views, facts);
        return facts;
    }

    private static int requirements(StepRequest request, CandidateView view, Map<String, Boolean> finishes) {
        String spoke = view.id().spoke();
        String id = view.id().toString();
        boolean accepts = view.capability().accepts(request.type());
        int facts = 0;
        facts = Facts.with(facts, Mask.TYPE, !accepts);
        // a schema is only worth reading for data of a type it was made for
        facts = Facts.with(facts, Mask.SCHEMA, accepts && !request.schemaFits().test(view));
        facts = Facts.with(
                facts,
                Mask.VERSION,
                request.step().version().isPresent()
                        && !request.step().version().get().matches(view.id().version()));
        facts = Facts.with(
                facts,
                Mask.EFFECTS,
                request.repeatAfterUnknown() && view.capability().effects() == Effects.UNSAFE);
        facts = Facts.with(
                facts,
                Mask.BUDGET,
                request.costLeft().isPresent()
                        && view.capability().cost().orElse(0)
                                > request.costLeft().getAsDouble());
        facts = Facts.with(
                facts,
                Mask.ONLY,
                (!request.only().isEmpty() && !request.only().contains(spoke))
                        || (request.same().isPresent() && !request.same().get().equals(id)));
        facts = Facts.with(facts, Mask.AVOID, request.avoid().contains(spoke));
        facts = Facts.with(facts, Mask.TRIED, request.tried().contains(id));
        return Facts.with(facts, Mask.SCHEMA_MISFIT, accepts && !finishes(request, view, finishes));
    }

    private static boolean finishes(StepRequest request, CandidateView view, Map<String, Boolean> known) {
        if (request.rest().isEmpty() && request.produces().isEmpty()) {
            return true;
        }
        return known.computeIfAbsent(
                view.capability().produces(),
                made -> request.produces().isPresent()
                        ? CapabilityGraph.canFinish(
                                made, request.rest(), request.produces().get(), request.registry())
                        : CapabilityGraph.canFinish(made, request.rest(), request.registry()));
    }

    private static int withHealth(int requirements, CandidateView view, long nowMs) {
        int facts = requirements;
        boolean probeInFlight = view.health().breaker() == BreakerState.HALF_OPEN
                && !view.health().admitsCall(nowMs);
        facts = Facts.with(facts, Mask.LEASE, !view.leased());
        facts = Facts.with(facts, Mask.DRAINING, view.draining());
        facts = Facts.with(facts, Mask.BREAKER, !view.health().admitsCall(nowMs));
        // a half-open breaker takes one probe: for the next call its slots are taken
        return Facts.with(facts, Mask.CONCURRENCY, view.freeSlots() <= 0 || probeInFlight);
    }

    private static void rankClosing(List<CandidateView> views, int[] facts) {
        for (int i = 0; i < facts.length; i++) {
            if (!Facts.holds(facts[i], Mask.BREAKER)) {
                continue;
            }
            int rank = 0;
            for (int j = 0; j < facts.length; j++) {
                rank += Facts.holds(facts[j], Mask.BREAKER) && closesBefore(views, j, i) ? 1 : 0;
            }
            facts[i] = Facts.withClosingRank(facts[i], rank);
        }
    }

    private static boolean closesBefore(List<CandidateView> views, int one, int other) {
        long oneMs = views.get(one).health().breakerClosesAtMs();
        long otherMs = views.get(other).health().breakerClosesAtMs();
        return oneMs < otherMs || (oneMs == otherMs && one < other);
    }

    private static int hardBits() {
        int bits = 0;
        for (Mask mask : Mask.values()) {
            bits |= mask.kind() == Mask.Kind.HARD ? mask.bit() : 0;
        }
        return bits;
    }

    private static String why(String label, List<CandidateEntry> entries) {
        if (entries.isEmpty()) {
            return "no spoke offers " + label;
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (CandidateEntry entry : entries) {
            counts.merge(entry.mask().map(Mask::word).orElse("eligible"), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", ", "no spoke can do " + label + " now: ", ""));
    }
}
