package io.granger.recovery;

import static io.granger.recovery.Scenarios.everything;
import static org.assertj.core.api.Assertions.assertThat;

import io.granger.registry.BreakerState;
import io.granger.routing.Arm;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Cause;
import io.granger.routing.Decision;
import io.granger.routing.DecisionMaker;
import io.granger.routing.DecisionRequest;
import io.granger.routing.ExperienceRow;
import io.granger.routing.LearnedRouter;
import io.granger.routing.Level;
import io.granger.routing.RewardParts;
import io.granger.routing.Router;
import io.granger.routing.Routers;
import io.granger.routing.RoutingMode;
import io.granger.routing.Situation;
import io.granger.routing.heuristic.OptionHeuristic;
import io.granger.routing.heuristic.StepHeuristic;
import io.granger.routing.simulation.SeededDraws;
import io.granger.task.FailureClass;
import io.granger.task.Preset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario of a failed step, on every router that can decide what follows. */
class RecoveryRouterContractTest {
    private static final int DECISIONS = 400;

    static Stream<Arguments> scenariosOnRouters() {
        return routers()
                .flatMap(router -> scenarios()
                        .map(scenario -> Arguments.of(
                                router.get()[0] + ", " + scenario.get()[0],
                                router.get()[1],
                                scenario.get()[1],
                                scenario.get()[2])));
    }

    private static Stream<Arguments> routers() {
        return Stream.of(
                Arguments.of("heuristic", Optional.empty()),
                Arguments.of("cold", Optional.of(LearnedRouter.cold())),
                Arguments.of("likes to give up", Optional.of(givesUp())));
    }

    /** Scenario, and all that may be chosen in it. */
    private static Stream<Arguments> scenarios() {
        Scenarios all = everything();
        return Stream.of(
                Arguments.of("everything", all, Set.of("retry", "substitute", "skip", "index", "restart:ocr>index")),
                Arguments.of(
                        "not optional", all.mandatory(), Set.of("retry", "substitute", "index", "restart:ocr>index")),
                Arguments.of(
                        "bad input",
                        all.failing(FailureClass.INVALID_INPUT, false).withoutReroutes(),
                        Set.of("substitute", "skip")),
                Arguments.of(
                        "only retry",
                        all.mandatory().withoutReroutes().withSpokes(all.same(), Optional.empty()),
                        Set.of("retry")),
                Arguments.of(
                        "only a breaker in the way",
                        all.mandatory()
                                .withoutReroutes()
                                .withSpokes(Optional.of(Scenarios.view("alpha", BreakerState.OPEN)), Optional.empty()),
                        Set.of("retry")),
                Arguments.of(
                        "unsafe and unknown",
                        all.withUnsafe().failing(FailureClass.TIMEOUT, true).withReroutesMasked(),
                        Set.of("skip")),
                Arguments.of(
                        "nothing left",
                        all.mandatory().withReroutesMasked().withoutBudget().withSpokes(all.same(), Optional.empty()),
                        Set.of("escalate")));
    }

    /** A learned router that has only ever seen escalate end well. */
    private static LearnedRouter givesUp() {
        LearnedRouter router = LearnedRouter.cold();
        Situation nothingLeft = situation(everything()
                .mandatory()
                .withReroutesMasked()
                .withoutBudget()
                .withSpokes(Optional.empty(), Optional.empty()));
        Decision decision = maker(Optional.of(router), 1).decide(request("d", nothingLeft));
        for (int i = 0; i < 50; i++) {
            router.learnOption(
                    new ExperienceRow(
                            decision,
                            Optional.empty(),
                            1,
                            0,
                            RewardParts.NONE,
                            1,
                            new double[0],
                            Optional.empty(),
                            Optional.empty(),
                            true,
                            false,
                            Cause.EXHAUSTED,
                            0),
                    Optional.empty());
        }
        return router;
    }

    private static DecisionMaker maker(Optional<Router> policy, long seed) {
        Routers routers = new Routers(
                OptionHeuristic.FIRST_CHAIN, StepHeuristic.POWER_OF_TWO, OptionHeuristic.FIRST_RECOVERY, policy);
        return new DecisionMaker(routers, new SeededDraws(seed), 0.02, 250, () -> 0);
    }

    private static Situation situation(Scenarios scenario) {
        List<CandidateEntry> entries = RecoveryOptions.entries(scenario.step());
        String key = Situation.optionKey("documents", "v1-0");
        return new Situation(Level.RECOVERY, key, "v1-0", new float[8], 4, Preset.BALANCED, entries, 0);
    }

    private static DecisionRequest request(String id, Situation situation) {
        return new DecisionRequest(
                id,
                "t-1",
                1,
                1,
                Level.RECOVERY,
                0,
                "documents",
                Optional.empty(),
                "",
                situation,
                RoutingMode.CANARY,
                Arm.TREATMENT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenariosOnRouters")
    void decide_onlyWhatIsPossible(String name, Optional<Router> policy, Scenarios scenario, Set<String> possible) {
        Situation situation = situation(scenario);
        Set<String> chosen = new HashSet<>();
        for (int i = 0; i < DECISIONS; i++) {
            Decision decision = maker(policy, i).decide(request("d" + i, situation));
            chosen.add(decision.chosenEntry().id());
            assertThat(decision.fallback().isPresent()).isEqualTo(policy.isEmpty());
        }
        assertThat(possible).containsAll(chosen);
        assertThat(situation.candidates().stream()
                        .filter(CandidateEntry::eligible)
                        .map(CandidateEntry::id))
                .containsExactlyInAnyOrderElementsOf(possible);
    }

    @Test
    void decide_heuristicOrder() {
        Scenarios all = everything();
        assertThat(first(all)).isEqualTo("retry");
        Scenarios noRetry = all.withoutBudget();
        assertThat(first(noRetry)).isEqualTo("substitute");
        Scenarios noSpoke = noRetry.withSpokes(all.same(), Optional.empty());
        assertThat(first(noSpoke)).isEqualTo("index");
        assertThat(first(noSpoke.withoutReroutes())).isEqualTo("skip");
        assertThat(first(noSpoke.withoutReroutes().mandatory())).isEqualTo("escalate");
    }

    private static String first(Scenarios scenario) {
        Situation situation = situation(scenario);
        OptionHeuristic order = OptionHeuristic.FIRST_RECOVERY;
        double[] base = order.base(order.score(situation), situation);
        for (int i = 0; i < base.length; i++) {
            if (base[i] == 1) {
                return situation.candidates().get(i).id();
            }
        }
        throw new IllegalStateException("nothing is certain");
    }
}
