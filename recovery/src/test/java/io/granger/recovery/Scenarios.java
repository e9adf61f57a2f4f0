package io.granger.recovery;

import io.granger.registry.BreakerState;
import io.granger.registry.CandidateId;
import io.granger.registry.CandidateView;
import io.granger.registry.Capability;
import io.granger.registry.HealthView;
import io.granger.routing.CandidateEntry;
import io.granger.routing.ChainOption;
import io.granger.routing.Facts;
import io.granger.routing.Mask;
import io.granger.routing.MaskRule;
import io.granger.routing.OptionFeatures;
import io.granger.routing.TaskReference;
import io.granger.task.Chain;
import io.granger.task.FailureClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A failed step that could be saved in every way, and ways to take some of them away. */
record Scenarios(
        FailureClass failureClass,
        boolean retryable,
        boolean unsafe,
        boolean optional,
        int attempts,
        boolean budgetLeft,
        Optional<CandidateView> same,
        Optional<CandidateView> other,
        List<ChainOption> chains,
        int reroutesMasked) {
    static final long NOW_MS = 1_000;
    static final ChainOption OCR = ChainOption.startAgain(Chain.of("ocr", "index"));
    static final ChainOption INDEX = ChainOption.goOn(Chain.of("index"), "extract>index");

    static Scenarios everything() {
        return new Scenarios(
                FailureClass.INTERNAL,
                true,
                false,
                true,
                1,
                true,
                Optional.of(view("alpha", BreakerState.CLOSED)),
                Optional.of(view("beta", BreakerState.CLOSED)),
                List.of(INDEX, OCR),
                0);
    }

    static CandidateView view(String spoke, BreakerState breaker) {
        HealthView health = new HealthView(0.9, 50, 80, 60, 1, 4, 0, breaker, NOW_MS + 500, NOW_MS - 100, 0.5, 20);
        CandidateId id = CandidateId.parse(spoke + "@1.0.0/summarize");
        return new CandidateView(id, Capability.of("summarize", "*/*", "text/plain"), health, true, false, 3);
    }

    Scenarios failing(FailureClass failure, boolean mayRetry) {
        return new Scenarios(
                failure, mayRetry, unsafe, optional, attempts, budgetLeft, same, other, chains, reroutesMasked);
    }

    Scenarios withUnsafe() {
        return new Scenarios(
                failureClass, retryable, true, optional, attempts, budgetLeft, same, other, chains, reroutesMasked);
    }

    Scenarios mandatory() {
        return new Scenarios(
                failureClass, retryable, unsafe, false, attempts, budgetLeft, same, other, chains, reroutesMasked);
    }

    Scenarios afterAttempts(int count) {
        return new Scenarios(
                failureClass, retryable, unsafe, optional, count, budgetLeft, same, other, chains, reroutesMasked);
    }

    Scenarios withoutBudget() {
        return new Scenarios(
                failureClass, retryable, unsafe, optional, attempts, false, same, other, chains, reroutesMasked);
    }

    Scenarios withSpokes(Optional<CandidateView> theSame, Optional<CandidateView> another) {
        return new Scenarios(
                failureClass,
                retryable,
                unsafe,
                optional,
                attempts,
                budgetLeft,
                theSame,
                another,
                chains,
                reroutesMasked);
    }

    Scenarios withoutReroutes() {
        return new Scenarios(
                failureClass, retryable, unsafe, optional, attempts, budgetLeft, same, other, List.of(), 0);
    }

    Scenarios withReroutesMasked() {
        return new Scenarios(
                failureClass, retryable, unsafe, optional, attempts, budgetLeft, same, other, chains, chains.size());
    }

    FailedStep step() {
        List<CandidateEntry> reroutes = new ArrayList<>();
        for (int i = 0; i < chains.size(); i++) {
            int facts = Facts.with(0, Mask.NO_SPOKE, i < reroutesMasked);
            reroutes.add(CandidateEntry.raw(
                    chains.get(i).id(),
                    OptionFeatures.of(i, 1, 0.9, 0.5, 0, 0, chains.get(i).restart()),
                    facts));
        }
        reroutes.sort(Comparator.comparing(CandidateEntry::id));
        return new FailedStep(
                failureClass,
                retryable,
                unsafe,
                optional,
                attempts,
                4,
                budgetLeft,
                true,
                same,
                other,
                chains,
                MaskRule.mask(reroutes),
                new TaskReference(200, OptionalDouble.empty()),
                NOW_MS);
    }
}
