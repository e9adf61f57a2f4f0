package io.granger.routing;

import io.granger.rl.ActionDistribution;
import io.granger.rl.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Makes decisions: asks the heuristic always and the policy where mode and arm say so, and logs the probabilities it
 * drew from.
 *
 * <p>Fail open: a policy that is missing, throws, is slow, answers something that is no distribution or picks a masked
 * candidate costs a {@link Decision#fallback()} and the heuristic decides. A heuristic that misbehaves is a bug and
 * throws. As safe for use from several threads as the routers and draws it was given.
 */
public final class DecisionMaker {
    /** The policy threw an exception. */
    public static final String THROWS = "throws";
    /** The policy took longer than its budget. */
    public static final String SLOW = "slow";
    /** The policy answered a number that is not finite, or no distribution. */
    public static final String NON_FINITE = "non-finite";
    /** The policy gave probability to a masked candidate. */
    public static final String MASKED = "masked";
    /** There is no policy. */
    public static final String MISSING = "missing";

    private static final int NANOS_PER_MICRO = 1000;

    private final Routers routers;
    private final Function<String, Optional<Router>> policies;
    private final Draws draws;
    private final double floor;
    private final long budgetNanos;
    private final LongSupplier nanoTime;

    /**
     * A decision maker.
     *
     * @param floor share of every vector that is spread evenly over the eligible candidates, in [0, 1]
     * @param budgetMicros how long a policy may take to answer
     * @param nanoTime a clock for that budget only
     */
    public DecisionMaker(Routers routers, Draws draws, double floor, long budgetMicros, LongSupplier nanoTime) {
        this(routers, pipeline -> routers.policy(), draws, floor, budgetMicros, nanoTime);
    }

    /**
     * The same where pipelines may have policies of their own.
     *
     * @param policies the policy of each pipeline now, asked at every decision; empty counts as {@link #MISSING}
     */
    public DecisionMaker(
            Routers routers,
            Function<String, Optional<Router>> policies,
            Draws draws,
            double floor,
            long budgetMicros,
            LongSupplier nanoTime) {
        if (!(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException("floor must be in [0, 1], is " + floor);
        }
        if (budgetMicros < 1) {
            throw new IllegalArgumentException("budgetMicros must be at least 1, is " + budgetMicros);
        }
        this.routers = routers;
        this.policies = policies;
        this.draws = draws;
        this.floor = floor;
        this.budgetNanos = budgetMicros * NANOS_PER_MICRO;
        this.nanoTime = nanoTime;
    }

    /** What one router answered, and which candidate its draw picked. */
    private record Answer(
            String policy, long revision, Scores scores, double[] probabilities, double draw, int chosen) {}

    /** An answer, or why there is none. */
    private record Asked(Optional<Answer> answer, Optional<String> fallback) {
        static final Asked NOT = new Asked(Optional.empty(), Optional.empty());

        static Asked failed(String reason) {
            return new Asked(Optional.empty(), Optional.of(reason));
        }
    }

    /**
     * The vector a router would have been drawn from, the floor included; {@link IllegalStateException} where its answer is none.
     *
     * @param floor share that is spread evenly, in [0, 1]
     */
    public static double[] vector(Router router, Situation situation, double floor) {
        Scores scores = router.score(situation);
        double[] base = router.base(scores, situation);
        Exploration.fault(scores, base, situation).ifPresent(fault -> {
            throw new IllegalStateException(router.policy() + " answered what is no distribution: " + fault);
        });
        return Exploration.withFloor(base, situation, floor);
    }

    /** One decision; at least one candidate must be eligible, and masks must follow from facts. */
    public Decision decide(DecisionRequest request) {
        Situation situation = request.situation();
        requireMasks(situation);
        Answer heuristic = heuristic(request);
        Asked policy = request.arm() == Arm.TREATMENT
                ? policy(request, Draws.POLICY)
                : request.mode() == RoutingMode.SHADOW ? policy(request, Draws.SHADOW) : Asked.NOT;
        boolean policyActs = request.arm() == Arm.TREATMENT && policy.answer().isPresent();
        Answer acting = policyActs ? policy.answer().get() : heuristic;
        Optional<Shadow> shadow = policyActs
                ? Optional.empty()
                : policy.answer().map(a -> new Shadow(a.policy(), a.revision(), a.chosen(), a.probabilities()));
        return new Decision(
                request.decisionId(),
                request.taskId(),
                request.epoch(),
                request.seq(),
                request.level(),
                request.atMs(),
                request.pipeline(),
                request.capability(),
                request.optionId(),
                situation.layout(),
                situation.state(),
                judged(situation, acting),
                acting.chosen(),
                acting.probabilities()[acting.chosen()],
                acting.draw(),
                draws.seedId(),
                acting.policy(),
                acting.revision(),
                floor,
                request.mode(),
                request.arm(),
                routers.heuristic(request.level()).word(),
                heuristic.chosen(),
                shadow,
                policy.fallback(),
                situation.preset(),
                situation.turn());
    }

    private static void requireMasks(Situation situation) {
        int wrong = MaskRule.firstDifference(situation.candidates());
        if (wrong >= 0) {
            throw new IllegalArgumentException("masks must follow from facts, those of "
                    + situation.candidates().get(wrong).id() + " do not");
        }
        if (situation.eligibleCount() == 0) {
            throw new IllegalArgumentException("a decision needs at least one eligible candidate, has none of "
                    + situation.candidates().size());
        }
    }

    private Answer heuristic(DecisionRequest request) {
        Situation situation = request.situation();
        Router router = routers.heuristic(request.level());
        Scores scores = router.score(situation);
        double[] probabilities = Exploration.withFloor(router.base(scores, situation), situation, floor);
        double draw = draws.uniform(request.decisionId(), Draws.HEURISTIC);
        int chosen = ActionDistribution.of(probabilities).pick(draw);
        return new Answer(router.policy(), router.revision(), scores, probabilities, draw, chosen);
    }

    private Asked policy(DecisionRequest request, String purpose) {
        Optional<Router> asked = policies.apply(request.pipeline());
        if (asked.isEmpty()) {
            return Asked.failed(MISSING);
        }
        Router router = asked.get();
        Situation situation = request.situation();
        long startNanos = nanoTime.getAsLong();
        Router.Judged judged;
        double[] base;
        try {
            judged = router.judge(situation);
            base = router.base(judged.scores(), situation);
        } catch (RuntimeException e) {
            return Asked.failed(THROWS);
        }
        if (nanoTime.getAsLong() - startNanos > budgetNanos) {
            return Asked.failed(SLOW);
        }
        Optional<String> fault = Exploration.fault(judged.scores(), base, situation);
        if (fault.isPresent()) {
            return new Asked(Optional.empty(), fault);
        }
        double[] probabilities = Exploration.withFloor(base, situation, floor);
        double draw = draws.uniform(request.decisionId(), purpose);
        int chosen = ActionDistribution.of(probabilities).pick(draw);
        if (!situation.candidates().get(chosen).eligible()) {
            return Asked.failed(MASKED);
        }
        return new Asked(
                Optional.of(
                        new Answer(router.policy(), judged.revision(), judged.scores(), probabilities, draw, chosen)),
                Optional.empty());
    }

    private static List<CandidateEntry> judged(Situation situation, Answer acting) {
        List<CandidateEntry> candidates = situation.candidates();
        List<CandidateEntry> judged = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            CandidateEntry entry = candidates.get(i);
            judged.add(
                    entry.eligible()
                            ? entry.judged(
                                    acting.scores().value()[i], acting.scores().spread()[i], acting.probabilities()[i])
                            : entry);
        }
        return judged;
    }
}
