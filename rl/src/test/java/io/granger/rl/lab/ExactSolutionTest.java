package io.granger.rl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExactSolutionTest {

    /** State 0: action 0 ends with 1, action 1 costs .1 and leads to state 1, where action 0 ends with 2 and action 1 with 0. */
    private static final FiniteMdp TWO = new FiniteMdp(new double[] {1, 0}, 2, (s, a) -> {
        if (s == 0 && a == 1) {
            return List.of(new Outcome(1, 1, -.1, false));
        }
        return List.of(new Outcome(1, s, s == 0 ? 1 : a == 0 ? 2 : 0, true));
    });

    @Test
    void optimal_twoStates_asByHand() {
        double[][] q = ExactSolution.optimal(TWO, .9);
        assertThat(q[0]).containsExactly(new double[] {1, -.1 + .9 * 2}, within(1e-12));
        assertThat(q[1]).containsExactly(2, 0);
    }

    @Test
    void evaluate_evenChances_asByHand() {
        double[][] even = {{.5, .5}, {.5, .5}};
        double[][] q = ExactSolution.evaluate(TWO, even, .9);
        // in state 1 the even policy is worth (2 + 0) / 2 = 1
        assertThat(q[0]).containsExactly(new double[] {1, -.1 + .9}, within(1e-12));
        assertThat(ExactSolution.startValue(TWO, q, even)).isEqualTo(.9, within(1e-12));
    }

    @Test
    void evaluate_horizonOfOne_onlyTheNextReward() {
        double[][] even = {{.5, .5}, {.5, .5}};
        assertThat(ExactSolution.evaluate(TWO, even, .9, 1)[0]).containsExactly(1, -.1);
        assertThat(ExactSolution.evaluate(TWO, even, .9, 0)[0]).containsExactly(0, 0);
        assertThat(ExactSolution.optimal(TWO, 1, 2)[0]).containsExactly(new double[] {1, 1.9}, within(1e-12));
    }

    @Test
    void optimal_neverEnding_refused() {
        FiniteMdp circle = new FiniteMdp(new double[] {1}, 1, (s, a) -> List.of(new Outcome(1, 0, -1, false)));
        assertThatIllegalArgumentException().isThrownBy(() -> ExactSolution.optimal(circle, 1));
        assertThat(ExactSolution.optimal(circle, .5)[0][0]).isEqualTo(-2, within(1e-9));
    }

    @Test
    void epsilonGreedy_equalValues_firstIsBest() {
        double[][] policy = ExactSolution.epsilonGreedy(new double[][] {{1, 3, 3}}, .3);
        assertThat(policy[0]).containsExactly(new double[] {.1, .8, .1}, within(1e-12));
    }

    @Test
    void mdp_probabilitiesThatDoNotSumToOne_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FiniteMdp(new double[] {1}, 1, (s, a) -> List.of(new Outcome(.5, 0, 0, true))))
                .withMessageContaining("sum to 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FiniteMdp(new double[] {1}, 1, (s, a) -> List.of(new Outcome(1, 1, 0, true))))
                .withMessage("next state must be in [0, 1), is 1");
    }

    @Test
    void draw_eachOutcomeInItsShareOfTheUnitInterval() {
        FiniteMdp coin = new FiniteMdp(
                new double[] {.25, .75},
                1,
                (s, a) ->
                        List.of(new Outcome(.3, 0, 0, true), new Outcome(.5, 1, 1, true), new Outcome(.2, 0, 0, true)));
        assertThat(coin.outcomes(0, 0)).hasSize(2); // the two that differ in probability alone are one of .5
        assertThat(coin.draw(0, 0, .49).reward()).isZero();
        assertThat(coin.draw(0, 0, .51).reward()).isEqualTo(1);
        assertThat(coin.drawStart(.24)).isZero();
        assertThat(coin.drawStart(.26)).isEqualTo(1);
    }
}
