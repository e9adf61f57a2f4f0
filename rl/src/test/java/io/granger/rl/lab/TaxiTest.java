package io.granger.rl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TaxiTest {

    private static final FiniteMdp TAXI = Taxi.mdp();

    @Test
    void starts_passengerNeverWhereHeWantsToGo() {
        assertThat(Taxi.starts()).hasSize(300);
        assertThat(TAXI.start(Taxi.state(0, 0, 1, 1))).isZero();
    }

    @Test
    void optimum_meanOverStarts() {
        double[][] q = ExactSolution.optimal(TAXI, 1);
        // known of the 300 starts of Taxi-v3: 7.93
        assertThat(ExactSolution.startValue(TAXI, q, ExactSolution.epsilonGreedy(q, 0)))
                .isEqualTo(7.93, within(1e-9));
        // taxi with its passenger at the north-west, who waits there to go south-west: in, four south, out
        assertThat(q[Taxi.state(0, 0, 0, 2)][4]).isEqualTo(-5 + 20, within(1e-9));
    }

    @Test
    void target_epsilonOneTenth_valueOverSixtySteps() {
        double[][] policy = ExactSolution.epsilonGreedy(ExactSolution.optimal(TAXI, 1), .1);
        double value = ExactSolution.startValue(TAXI, ExactSolution.evaluate(TAXI, policy, .95, 60), policy);
        assertThat(value).isEqualTo(-2.67, within(.005));
    }

    @Test
    void walls_stopTheTaxi() {
        int west = Taxi.state(0, 1, 2, 3);
        assertThat(TAXI.outcomes(west, Taxi.EAST).getFirst()).isEqualTo(new Outcome(1, west, -1, false));
        assertThat(TAXI.outcomes(Taxi.state(2, 1, 2, 3), Taxi.EAST).getFirst().next())
                .isEqualTo(Taxi.state(2, 2, 2, 3));
    }

    @Test
    void setDown_wrongLandmarkOrNoPassenger() {
        int loaded = Taxi.state(0, 4, Taxi.IN_TAXI, 3);
        assertThat(TAXI.outcomes(loaded, Taxi.SET_DOWN).getFirst())
                .isEqualTo(new Outcome(1, Taxi.state(0, 4, 1, 3), -1, false));
        int empty = Taxi.state(0, 4, 0, 3);
        assertThat(TAXI.outcomes(empty, Taxi.SET_DOWN).getFirst()).isEqualTo(new Outcome(1, empty, -10, false));
        assertThat(TAXI.outcomes(empty, Taxi.PICK_UP).getFirst()).isEqualTo(new Outcome(1, empty, -10, false));
    }
}
