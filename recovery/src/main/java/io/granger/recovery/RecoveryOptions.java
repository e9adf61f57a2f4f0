package io.granger.recovery;

import io.granger.registry.CandidateView;
import io.granger.routing.CandidateEntry;
import io.granger.routing.ChainOption;
import io.granger.routing.Facts;
import io.granger.routing.Mask;
import io.granger.routing.MaskRule;
import io.granger.routing.OptionFeatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Proposes what can follow a failed step, in the order retry, substitute, reroute, skip, escalate.
 *
 * <p>All are always there, so that a decision shows why one was not possible; escalate is masked as long as anything
 * else is eligible, so that exploration never ends a task that could be saved. Pure.
 */
public final class RecoveryOptions {
    private RecoveryOptions() {}

    /** The entries of all options, masked, in the order of their ids. */
    public static List<CandidateEntry> entries(FailedStep step) {
        int chains = step.chains().size();
        List<CandidateEntry> entries = new ArrayList<>(chains + 4);
        entries.add(CandidateEntry.raw(RecoveryOption.Retry.ID, features(0, step.same(), step), retryFacts(step)));
        entries.add(CandidateEntry.raw(
                RecoveryOption.Substitute.ID, features(1, step.other(), step), substituteFacts(step)));
        for (CandidateEntry chain : step.reroutes()) {
            entries.add(reroute(chain, step));
        }
        entries.add(CandidateEntry.raw(
                RecoveryOption.Skip.ID,
                OptionFeatures.of(chains + 2, 0, 1, 0, 0, 0, false),
                Facts.with(0, Mask.NOT_OPTIONAL, !step.optional())));
        entries.add(CandidateEntry.raw(
                RecoveryOption.Escalate.ID,
                OptionFeatures.of(chains + 3, 0, 0, 0, 0, 0, false),
                Facts.of(Mask.OTHERS_LEFT)));
        entries.sort(Comparator.comparing(CandidateEntry::id));
        return MaskRule.mask(entries);
    }

    /**
     * The option an id stands for.
     *
     * @param backoffMs what a retry would wait, see {@link Backoff}
     */
    public static RecoveryOption option(String id, List<ChainOption> chains, long backoffMs) {
        return switch (id) {
            case RecoveryOption.Retry.ID -> new RecoveryOption.Retry(backoffMs);
            case RecoveryOption.Substitute.ID -> new RecoveryOption.Substitute();
            case RecoveryOption.Skip.ID -> new RecoveryOption.Skip();
            case RecoveryOption.Escalate.ID -> new RecoveryOption.Escalate();
            default ->
                chains.stream()
                        .filter(chain -> chain.id().equals(id))
                        .findFirst()
                        .map(RecoveryOption.Reroute::new)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "recovery option must be one of the chains or retry, substitute, skip, escalate, is "
                                        + id));
        };
    }

    private static int retryFacts(FailedStep step) {
        int facts = Facts.with(0, Mask.NOT_RETRYABLE, !step.canHeal());
        facts = Facts.with(facts, Mask.ATTEMPTS, step.attempts() >= step.maxAttempts());
        facts = Facts.with(facts, Mask.BUDGET, !step.budgetLeft());
        facts = Facts.with(facts, Mask.EFFECTS, step.wouldRepeatUnsafe());
        facts = Facts.with(facts, Mask.NO_SPOKE, step.same().isEmpty());
        // where only breakers are in the way, the order of preference decides: the same spoke first
        return Facts.withClosingRank(withBreaker(facts, step.same(), step.nowMs()), 0);
    }

    private static int substituteFacts(FailedStep step) {
        int facts = Facts.with(0, Mask.NO_SPOKE, step.other().isEmpty());
        facts = Facts.with(facts, Mask.EFFECTS, step.wouldRepeatUnsafe());
        facts = Facts.with(facts, Mask.BUDGET, !step.elsewhereLeft());
        return Facts.withClosingRank(withBreaker(facts, step.other(), step.nowMs()), 1);
    }

    private static int withBreaker(int facts, Optional<CandidateView> view, long nowMs) {
        return Facts.with(
                facts, Mask.BREAKER, view.isPresent() && !view.get().health().admitsCall(nowMs));
    }

    private static CandidateEntry reroute(CandidateEntry chain, FailedStep step) {
        float[] features = chain.features().clone();
        features[OptionFeatures.ORDER] += 2;
        int facts = Facts.with(chain.facts(), Mask.BUDGET, !step.elsewhereLeft());
        facts = Facts.withClosingRank(facts, Facts.closingRank(chain.facts()) + 2);
        return CandidateEntry.raw(chain.id(), features, facts);
    }

    private static float[] features(int order, Optional<CandidateView> view, FailedStep step) {
        if (view.isEmpty()) {
            return OptionFeatures.of(order, 1, 0, 0, 0, 0, false);
        }
        CandidateView candidate = view.get();
        double referenceCost = step.reference().cost().orElse(0);
        double cost = candidate.capability().cost().orElse(0);
        return OptionFeatures.of(
                order,
                1,
                candidate.health().successRate(),
                candidate.health().latencyMeanMs() / step.reference().expectedMs(),
                referenceCost > 0 ? cost / referenceCost : 0,
                (double) candidate.health().inFlight()
                        / Math.max(1, candidate.health().concurrency()),
                false);
    }
}
