package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.routing.heuristic.OptionHeuristic;
import io.granger.routing.heuristic.StepHeuristic;
import io.granger.routing.simulation.SeededDraws;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final SeededDraws DRAWS = new SeededDraws(21);
    private static final LearnedRouter ROUTER = Fixtures.trained(3);
    private static final Replay REPLAY = new Replay(routers(), DRAWS);

    private static Map<String, Router> routers() {
        Map<String, Router> routers = new HashMap<>();
        for (StepHeuristic each : StepHeuristic.values()) {
            routers.put(each.policy(), each);
        }
        for (OptionHeuristic each : OptionHeuristic.values()) {
            routers.put(each.policy(), each);
        }
        routers.put(ROUTER.policy(), ROUTER);
        return routers;
    }

    private static List<Decision> stream(int length) {
        SplittableRandom random = new SplittableRandom(4);
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            StepHeuristic heuristic = StepHeuristic.values()[random.nextInt(4)];
            Routers routers = new Routers(
                    OptionHeuristic.FIRST_CHAIN, heuristic, OptionHeuristic.FIRST_RECOVERY, Optional.of(ROUTER));
            DecisionMaker maker = new DecisionMaker(routers, DRAWS, random.nextInt(3) * 0.05, 250, () -> 0);
            Level level = Level.values()[random.nextInt(3)];
            RoutingMode mode = RoutingMode.values()[random.nextInt(4)];
            Arm arm = mode == RoutingMode.HEURISTIC || mode == RoutingMode.SHADOW
                    ? Arm.NONE
                    : Arm.values()[random.nextInt(3)];
            decisions.add(maker.decide(Fixtures.request("t-" + i + ".1-1", Fixtures.random(level, random), mode, arm)));
        }
        return decisions;
    }

    @Test
    void replay_everyDecisionOfAStream() {
        for (Decision decision : stream(1000)) {
            ReplayReport report = REPLAY.replay(decision);
            assertThat(report.differences()).isEmpty();
            assertThat(report.skipped()).isEmpty();
            assertThat(report.repeated()).contains("masks", "heuristic", "vector", "draw", "scores");
            assertThat(report.repeated().contains("shadow"))
                    .isEqualTo(decision.shadow().isPresent());
        }
    }

    @Test
    void replay_scoresOfALaterRevision() {
        Map<String, Router> later = routers();
        later.put(LearnedRouter.POLICY, LearnedRouter.cold());
        Decision decision = treated();
        ReplayReport report = new Replay(later, DRAWS).replay(decision);
        assertThat(report.agrees()).isTrue();
        assertThat(report.repeated()).containsExactly("masks", "heuristic", "vector", "draw");
        assertThat(report.skipped()).containsExactly("scores: auto-0 is not at revision " + decision.revision());
    }

    @Test
    void replay_underAnotherSecret() {
        ReplayReport report = new Replay(routers(), new SeededDraws(22)).replay(treated());
        assertThat(report.agrees()).isTrue();
        assertThat(report.repeated()).containsExactly("masks", "vector", "scores");
        assertThat(report.skipped()).hasSize(2);
    }

    private static Decision treated() {
        return stream(400).stream()
                .filter(d -> d.policy().equals(LearnedRouter.POLICY)
                        && d.level() == Level.STEP
                        && d.situation().eligibleCount() > 3)
                .findFirst()
                .orElseThrow();
    }

    private static void assertReported(Decision tampered, String level) {
        ReplayReport report = REPLAY.replay(tampered);
        assertThat(report.agrees()).isFalse();
        assertThat(report.differences()).anyMatch(difference -> difference.startsWith(level + ":"));
    }

    private static Decision withCandidate(Decision d, int index, UnaryOperator<CandidateEntry> change) {
        List<CandidateEntry> candidates = new ArrayList<>(d.candidates());
        candidates.set(index, change.apply(candidates.get(index)));
        return copy(d, candidates, d.chosen(), d.propensity(), d.draw(), d.heuristicChoice());
    }

    private static Decision copy(
            Decision d, List<CandidateEntry> candidates, int chosen, double propensity, double draw, int heuristic) {
        return new Decision(
                d.decisionId(),
                d.taskId(),
                d.epoch(),
                d.seq(),
                d.level(),
                d.atMs(),
                d.pipeline(),
                d.capability(),
                d.optionId(),
                d.layout(),
                d.state(),
                candidates,
                chosen,
                propensity,
                draw,
                d.seedId(),
                d.policy(),
                d.revision(),
                d.floor(),
                d.mode(),
                d.arm(),
                d.heuristic(),
                heuristic,
                d.shadow(),
                d.fallback(),
                d.preset(),
                d.turn());
    }

    private static int another(Decision d) {
        for (int i = 0; i < d.candidates().size(); i++) {
            if (i != d.chosen() && d.candidates().get(i).eligible()) {
                return i;
            }
        }
        throw new IllegalStateException("only one eligible");
    }

    @Test
    void replay_tamperedChoice() {
        Decision d = treated();
        double propensity = d.candidates().get(another(d)).probability();
        assertReported(copy(d, d.candidates(), another(d), propensity, d.draw(), d.heuristicChoice()), "draw");
    }

    @Test
    void replay_tamperedDraw() {
        Decision d = treated();
        double nudged = Math.nextDown(d.draw());
        assertReported(copy(d, d.candidates(), d.chosen(), d.propensity(), nudged, d.heuristicChoice()), "draw");
    }

    @Test
    void replay_tamperedPropensity() {
        Decision d = treated();
        double nudged = Math.nextDown(d.propensity());
        assertReported(copy(d, d.candidates(), d.chosen(), nudged, d.draw(), d.heuristicChoice()), "vector");
    }

    @Test
    void replay_tamperedHeuristicChoice() {
        Decision d = treated();
        int other = d.heuristicChoice() == d.chosen() ? another(d) : d.chosen();
        assertReported(copy(d, d.candidates(), d.chosen(), d.propensity(), d.draw(), other), "heuristic");
    }

    @Test
    void replay_tamperedProbability() {
        Decision d = treated();
        assertReported(
                withCandidate(d, another(d), e -> e.judged(e.score(), e.spread(), e.probability() / 2)), "vector");
    }

    @Test
    void replay_tamperedScore() {
        Decision d = treated();
        assertReported(
                withCandidate(d, another(d), e -> e.judged(e.score() + 0.1, e.spread(), e.probability())), "vector");
        assertReported(
                withCandidate(d, another(d), e -> e.judged(e.score() + 0.1, e.spread(), e.probability())), "scores");
    }

    @Test
    void replay_tamperedFeature() {
        Decision d = treated();
        assertReported(
                withCandidate(d, another(d), e -> {
                    float[] features = e.features().clone();
                    features[CandidateFeatures.QUALITY] += 1;
                    return new CandidateEntry(
                            e.id(),
                            features,
                            e.facts(),
                            e.eligible(),
                            e.mask(),
                            e.breakerLast(),
                            e.score(),
                            e.spread(),
                            e.probability());
                }),
                "scores");
    }

    @Test
    void replay_tamperedFacts() {
        Decision d = treated();
        assertReported(
                withCandidate(
                        d,
                        another(d),
                        e -> new CandidateEntry(
                                e.id(),
                                e.features(),
                                Facts.with(e.facts(), Mask.AVOID, true),
                                true,
                                Optional.empty(),
                                e.breakerLast(),
                                e.score(),
                                e.spread(),
                                e.probability())),
                "masks");
    }
}
