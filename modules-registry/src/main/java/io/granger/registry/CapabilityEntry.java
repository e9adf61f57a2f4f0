package io.granger.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The candidates of one capability in id order, and what they declare together, worked out once for each change. */
final class CapabilityEntry {
    private static final double USUAL_MS = 1_000;

    /** What the offered candidates declare together. */
    private record Summary(
            List<Capability> declared, List<Offer> offers, OptionalDouble expectedMs, OptionalDouble referenceCost) {}

    private final List<Candidate> candidates = new ArrayList<>();
    private int offered;
    private @Nullable Summary summary;

    /** Puts the candidate in or out, as it is present or not. */
    void update(Candidate candidate) {
        summary = null;
        offered += candidate.offeredChange();
        int at = Collections.binarySearch(
                candidates, candidate, (left, right) -> left.id().compareTo(right.id()));
        if (candidate.isPresent() && at < 0) {
            candidates.add(-at - 1, candidate);
        } else if (!candidate.isPresent() && at >= 0) {
            candidates.remove(at);
        }
    }

    List<CandidateView> views(long nowMs) {
        double usualMs = usualMs();
        List<CandidateView> views = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            views.add(candidates.get(i).view(usualMs, nowMs));
        }
        return Collections.unmodifiableList(views);
    }

    /** Expected time of a candidate that declares none: the median of the others, else one second. */
    double usualMs() {
        return summary().expectedMs().orElse(USUAL_MS);
    }

    List<Capability> declared() {
        return summary().declared();
    }

    List<Offer> offers() {
        return summary().offers();
    }

    OptionalDouble expectedMs() {
        return summary().expectedMs();
    }

    OptionalDouble referenceCost() {
        return summary().referenceCost();
    }

    boolean isEmpty() {
        return candidates.isEmpty();
    }

    boolean isOffered() {
        return offered > 0;
    }

    private Summary summary() {
        Summary known = summary;
        if (known == null) {
            known = summarize();
            summary = known;
        }
        return known;
    }

    private Summary summarize() {
        List<Capability> declared = new ArrayList<>();
        Set<Offer> offers = new LinkedHashSet<>();
        for (Candidate candidate : candidates) {
            if (candidate.isOffered()) {
                Capability capability = candidate.capability();
                declared.add(capability);
                offers.add(new Offer(candidate.id().version(), capability.accepts(), capability.produces()));
            }
        }
        double[] times = declared.stream()
                .flatMapToLong(capability -> capability.expectedMs().stream())
                .mapToDouble(ms -> ms)
                .toArray();
        OptionalDouble cost = declared.stream()
                .flatMapToDouble(capability -> capability.cost().stream())
                .max();
        return new Summary(List.copyOf(declared), List.copyOf(offers), median(times), cost);
    }

    private static OptionalDouble median(double[] values) {
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        Arrays.sort(values);
        int half = values.length / 2;
        return OptionalDouble.of(values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2);
    }
}
