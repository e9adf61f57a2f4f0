package io.granger.routing;

import static io.granger.routing.Fixtures.request;
import static io.granger.routing.Fixtures.routers;
import static io.granger.routing.Fixtures.spoke;
import static io.granger.routing.Fixtures.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.Scores;
import io.granger.routing.simulation.SeededDraws;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class DecisionMakerTest {
    private static final SeededDraws DRAWS = new SeededDraws(3);
    /** The heuristic prefers a: half the load of b. */
    private static final Situation TWO =
            steps(spoke("a", 1, 1, 0), spoke("b", 1, 2, 0), spoke("c", 1, 1, 0, Mask.TYPE));

    /** A policy that answers the same vector to everything. */
    private record Fixed(double[] vector, double score) implements Router {
        @Override
        public String policy() {
            return "fixed";
        }

        @Override
        public long revision() {
            return 4;
        }

        @Override
        public Scores score(Situation situation) {
            double[] value = new double[situation.candidates().size()];
            Arrays.fill(value, score);
            return new Scores(value, new double[value.length]);
        }

        @Override
        public double[] base(Scores scores, Situation situation) {
            return vector;
        }
    }

    private static final Router LIKES_B = new Fixed(new double[] {0, 1, 0}, 0.5);

    private static DecisionMaker maker(Optional<Router> policy, double floor, LongSupplier nanoTime) {
        return new DecisionMaker(routers(policy), DRAWS, floor, 250, nanoTime);
    }

    private static Decision decide(Optional<Router> policy, RoutingMode mode, Arm arm) {
        return maker(policy, 0, () -> 0).decide(request("t.1-1", TWO, mode, arm));
    }

    @Test
    void decide_modeHeuristic() {
        Decision decision = decide(Optional.of(LIKES_B), RoutingMode.HEURISTIC, Arm.NONE);
        assertThat(decision.policy()).isEqualTo("heuristic:power-of-two");
        assertThat(decision.chosenEntry().id()).isEqualTo("a");
        assertThat(decision.propensity()).isEqualTo(1);
        assertThat(decision.shadow()).isEmpty();
        assertThat(decision.fallback()).isEmpty();
        assertThat(decision.draw()).isEqualTo(DRAWS.uniform("t.1-1", Draws.HEURISTIC));
    }

    @Test
    void decide_modeShadow() {
        Decision decision = decide(Optional.of(LIKES_B), RoutingMode.SHADOW, Arm.NONE);
        assertThat(decision.chosenEntry().id()).isEqualTo("a");
        assertThat(decision.shadow()).contains(new Shadow("fixed", 4, 1, new double[] {0, 1, 0}));
    }

    @Test
    void decide_armTreatment() {
        Decision decision = decide(Optional.of(LIKES_B), RoutingMode.CANARY, Arm.TREATMENT);
        assertThat(decision.policy()).isEqualTo("fixed");
        assertThat(decision.revision()).isEqualTo(4);
        assertThat(decision.chosenEntry().id()).isEqualTo("b");
        assertThat(decision.chosenEntry().score()).isEqualTo(0.5);
        assertThat(decision.heuristic()).isEqualTo("power-of-two");
        assertThat(decision.heuristicChoice()).isEqualTo(0);
        assertThat(decision.draw()).isEqualTo(DRAWS.uniform("t.1-1", Draws.POLICY));
    }

    @Test
    void decide_otherArms() {
        for (Arm arm : List.of(Arm.CONTROL, Arm.HOLDOUT)) {
            Decision decision = decide(Optional.of(LIKES_B), RoutingMode.RL, arm);
            assertThat(decision.chosenEntry().id()).isEqualTo("a");
            assertThat(decision.shadow()).isEmpty();
        }
    }

    @Test
    void decide_floorOverEligible() {
        Decision decision = maker(Optional.of(LIKES_B), 0.02, () -> 0)
                .decide(request("t.1-1", TWO, RoutingMode.CANARY, Arm.TREATMENT));
        assertThat(decision.candidates().get(0).probability()).isEqualTo(0.01, within(1e-15));
        assertThat(decision.candidates().get(1).probability()).isEqualTo(0.99, within(1e-15));
        assertThat(decision.candidates().get(2).probability()).isZero();
        assertThat(decision.floor()).isEqualTo(0.02);
    }

    @Test
    void decide_shadowChangesNothing() {
        for (int i = 0; i < 200; i++) {
            DecisionMaker maker = maker(Optional.of(LIKES_B), 0.3, () -> 0);
            Decision plain = maker.decide(request("t." + i, TWO, RoutingMode.HEURISTIC, Arm.NONE));
            Decision shadowed = maker.decide(request("t." + i, TWO, RoutingMode.SHADOW, Arm.NONE));
            assertThat(shadowed.chosen()).isEqualTo(plain.chosen());
            assertThat(shadowed.candidates()).isEqualTo(plain.candidates());
        }
    }

    private static void assertFallsBack(Router policy, LongSupplier nanoTime, String reason) {
        DecisionMaker maker = maker(Optional.of(policy), 0, nanoTime);
        Decision treated = maker.decide(request("t.1-1", TWO, RoutingMode.CANARY, Arm.TREATMENT));
        assertThat(treated.fallback()).contains(reason);
        assertThat(treated.policy()).isEqualTo("heuristic:power-of-two");
        assertThat(treated.chosen()).isEqualTo(treated.heuristicChoice());
        assertThat(treated.propensity()).isEqualTo(1);
        assertThat(treated.arm()).isEqualTo(Arm.TREATMENT);
        Decision shadowed = maker.decide(request("t.1-1", TWO, RoutingMode.SHADOW, Arm.NONE));
        assertThat(shadowed.fallback()).contains(reason);
        assertThat(shadowed.shadow()).isEmpty();
    }

    @Test
    void decide_policyMissing() {
        assertThat(decide(Optional.empty(), RoutingMode.RL, Arm.TREATMENT).fallback())
                .contains("missing");
        assertThat(decide(Optional.empty(), RoutingMode.SHADOW, Arm.NONE).fallback())
                .contains("missing");
        assertThat(decide(Optional.empty(), RoutingMode.RL, Arm.HOLDOUT).fallback())
                .isEmpty();
    }

    @Test
    void decide_policyThrows() {
        Function<String, Router> broken = name -> new Router() {
            @Override
            public String policy() {
                return name;
            }

            @Override
            public long revision() {
                return 0;
            }

            @Override
            public Scores score(Situation situation) {
                throw new IllegalStateException("no weights");
            }

            @Override
            public double[] base(Scores scores, Situation situation) {
                return new double[0];
            }
        };
        assertFallsBack(broken.apply("broken"), () -> 0, "throws");
    }

    @Test
    void decide_policySlow() {
        AtomicLong nanos = new AtomicLong();
        assertFallsBack(LIKES_B, () -> nanos.addAndGet(250_001), "slow");
        Decision inTime = maker(Optional.of(LIKES_B), 0, () -> nanos.addAndGet(250_000))
                .decide(request("t.1-1", TWO, RoutingMode.CANARY, Arm.TREATMENT));
        assertThat(inTime.fallback()).isEmpty();
    }

    @Test
    void decide_policyAnswersNoDistribution() {
        assertFallsBack(new Fixed(new double[] {Double.NaN, 1, 0}, 0), () -> 0, "non-finite");
        assertFallsBack(new Fixed(new double[] {0.5, 0.4, 0}, 0), () -> 0, "non-finite");
        assertFallsBack(new Fixed(new double[] {-0.5, 1.5, 0}, 0), () -> 0, "non-finite");
        assertFallsBack(new Fixed(new double[] {1}, 0), () -> 0, "non-finite");
        assertFallsBack(new Fixed(new double[] {0, 1, 0}, Double.POSITIVE_INFINITY), () -> 0, "non-finite");
    }

    @Test
    void decide_policyPicksMasked() {
        assertFallsBack(new Fixed(new double[] {0, 0, 1}, 0), () -> 0, "masked");
        assertFallsBack(new Fixed(new double[] {0.5, 0.4, 0.1}, 0), () -> 0, "masked");
    }

    @Test
    void decide_nobodyEligible() {
        Situation none = steps(spoke("a", 1, 1, 0, Mask.TYPE));
        assertThatThrownBy(() -> maker(Optional.empty(), 0, () -> 0)
                        .decide(request("t.1-1", none, RoutingMode.HEURISTIC, Arm.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one eligible");
    }

    @Test
    void decide_masksAgainstFacts() {
        CandidateEntry wrong = CandidateEntry.raw("a", TWO.candidates().get(0).features(), Facts.of(Mask.LEASE));
        Situation tampered = new Situation(
                Level.STEP, TWO.key(), TWO.layout(), TWO.state(), TWO.stepWidth(), TWO.preset(), List.of(wrong), 0);
        assertThatThrownBy(() -> maker(Optional.empty(), 0, () -> 0)
                        .decide(request("t.1-1", tampered, RoutingMode.HEURISTIC, Arm.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("masks must follow from facts");
    }

    @Test
    void request_armAgainstMode() {
        assertThatThrownBy(() -> request("t.1-1", TWO, RoutingMode.HEURISTIC, Arm.TREATMENT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request("t.1-1", TWO, RoutingMode.CANARY, Arm.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
