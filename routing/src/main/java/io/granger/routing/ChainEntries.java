package io.granger.routing;

import io.granger.registry.CandidateView;
import io.granger.registry.CapabilityGraph;
import io.granger.task.Chain;
import io.granger.task.StepSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Describes chain options as candidates: facts, masks and features, layout {@code o1}. Pure. */
public final class ChainEntries {
    private ChainEntries() {}

    /** What one step of a chain can count on: the best its usable candidates have, each for itself. */
    private record Support(
            boolean served, double success, double latencyMs, double cost, double load, long closesAtMs) {
        static final Support NONE = new Support(false, 0, 0, 0, 0, 0);

        boolean admits() {
            return closesAtMs == 0;
        }
    }

    /** The entries of all options, masked, in the order of their ids. */
    public static List<CandidateEntry> entries(ChainRequest request) {
        List<ChainOption> options = request.options();
        Map<StepSpec, Support> supports = new HashMap<>();
        long[] closesAtMs = new long[options.size()];
        int[] facts = new int[options.size()];
        List<float[]> features = new ArrayList<>(options.size());
        for (int i = 0; i < facts.length; i++) {
            ChainOption option = options.get(i);
            List<Support> steps = supports(option.rest(), request, supports);
            closesAtMs[i] = latestClosing(steps);
            facts[i] = facts(option, steps, request);
            features.add(features(i, option, steps, request.reference()));
        }
        List<CandidateEntry> entries = new ArrayList<>(facts.length);
        for (int i = 0; i < facts.length; i++) {
            int ranked = Facts.holds(facts[i], Mask.BREAKER)
                    ? Facts.withClosingRank(facts[i], rank(closesAtMs, i))
                    : facts[i];
            entries.add(CandidateEntry.raw(options.get(i).id(), features.get(i), ranked));
        }
        entries.sort(Comparator.comparing(CandidateEntry::id));
        return MaskRule.mask(entries);
    }

    private static List<Support> supports(Chain chain, ChainRequest request, Map<StepSpec, Support> known) {
        List<Support> steps = new ArrayList<>(chain.length());
        for (StepSpec step : chain.steps()) {
            steps.add(known.computeIfAbsent(step, any -> support(any, request)));
        }
        return steps;
    }

    private static Support support(StepSpec step, ChainRequest request) {
        Support best = Support.NONE;
        for (CandidateView view : request.registry().candidates(step.capability())) {
            if (isUsable(view, step, request)) {
                best = better(best, of(view, request.nowMs()));
            }
        }
        return best;
    }

    private static boolean isUsable(CandidateView view, StepSpec step, ChainRequest request) {
        String spoke = view.id().spoke();
        return view.leased()
                && !view.draining()
                && (step.version().isEmpty()
                        || step.version().get().matches(view.id().version()))
                && (request.only().isEmpty() || request.only().contains(spoke))
                && !request.avoid().contains(spoke);
    }

    private static Support of(CandidateView view, long nowMs) {
        return new Support(
                true,
                view.health().successRate(),
                view.health().latencyMeanMs(),
                view.capability().cost().orElse(0),
                (double) view.health().inFlight() / Math.max(1, view.health().concurrency()),
                view.health().admitsCall(nowMs) ? 0 : Math.max(1, view.health().breakerClosesAtMs()));
    }

    private static Support better(Support one, Support other) {
        if (!one.served()) {
            return other;
        }
        return new Support(
                true,
                Math.max(one.success(), other.success()),
                Math.min(one.latencyMs(), other.latencyMs()),
                Math.min(one.cost(), other.cost()),
                Math.min(one.load(), other.load()),
                Math.min(one.closesAtMs(), other.closesAtMs()));
    }

    private static int facts(ChainOption option, List<Support> steps, ChainRequest request) {
        boolean served = true;
        boolean admits = true;
        boolean repeatsUnsafe = false;
        for (int i = 0; i < steps.size(); i++) {
            StepSpec step = option.rest().steps().get(i);
            // an optional step nobody serves can still be skipped when its turn comes
            served &= steps.get(i).served() || step.optional();
            admits &= steps.get(i).admits();
            repeatsUnsafe |= option.restart() && request.unsafeDone().contains(step.capability());
        }
        String type = option.restart() ? request.taskType() : request.type();
        int facts = Facts.with(0, Mask.EFFECTS, repeatsUnsafe);
        facts = Facts.with(facts, Mask.NO_SPOKE, !served);
        facts = Facts.with(facts, Mask.BREAKER, served && !admits);
        return Facts.with(facts, Mask.SCHEMA_MISFIT, served && isMisfit(option.rest(), steps, type, request));
    }

    private static boolean isMisfit(Chain chain, List<Support> steps, String type, ChainRequest request) {
        List<StepSpec> served = new ArrayList<>(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).served()) {
                served.add(chain.steps().get(i));
            }
        }
        return CapabilityGraph.misfit(new Chain(served), type, request.registry())
                .isPresent();
    }

    private static float[] features(int order, ChainOption option, List<Support> steps, TaskReference reference) {
        double success = 1;
        double latencyMs = 0;
        double cost = 0;
        double load = 0;
        for (Support step : steps) {
            if (!step.served()) {
                continue;
            }
            success = Math.min(success, step.success());
            latencyMs += step.latencyMs();
            cost += step.cost();
            load = Math.max(load, step.load());
        }
        double referenceCost = reference.cost().orElse(0);
        return OptionFeatures.of(
                order,
                steps.size(),
                success,
                latencyMs / reference.expectedMs(),
                referenceCost > 0 ? cost / referenceCost : 0,
                load,
                option.restart());
    }

    private static long latestClosing(List<Support> steps) {
        long latest = 0;
        for (Support step : steps) {
            latest = Math.max(latest, step.closesAtMs());
        }
        return latest;
    }

    private static int rank(long[] closesAtMs, int index) {
        int rank = 0;
        for (int j = 0; j < closesAtMs.length; j++) {
            boolean before = closesAtMs[j] < closesAtMs[index] || (closesAtMs[j] == closesAtMs[index] && j < index);
            rank += closesAtMs[j] > 0 && before ? 1 : 0;
        }
        return rank;
    }
}
