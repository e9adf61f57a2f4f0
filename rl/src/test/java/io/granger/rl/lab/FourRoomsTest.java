package io.granger.rl.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FourRoomsTest {

    @Test
    void rooms_cellsAndHallways() {
        assertThat(FourRooms.cellsOf(0)).hasSize(25);
        assertThat(FourRooms.cellsOf(1)).hasSize(30);
        assertThat(FourRooms.cellsOf(2)).hasSize(25);
        assertThat(FourRooms.cellsOf(3)).hasSize(20);
        assertThat(FourRooms.cellsOf(-1)).hasSize(4);
        assertThat(FourRooms.EAST_HALLWAY).isEqualTo(62); // as numbered by the authors of option-critic
        assertThatIllegalArgumentException().isThrownBy(() -> FourRooms.cell(0, 0));
    }

    @Test
    void scattering_oneNinthEachOtherWay() {
        FiniteMdp mdp = FourRooms.scattering(FourRooms.EAST_HALLWAY);
        int corner = FourRooms.cell(1, 1);
        // up and left are walls: one of them meant, the other a ninth
        assertThat(mdp.outcomes(corner, 0)).anySatisfy(o -> {
            assertThat(o.next()).isEqualTo(corner);
            assertThat(o.probability()).isEqualTo(7.0 / 9, within(1e-12));
        });
        assertThat(mdp.outcomes(FourRooms.cell(6, 9), 1)).anySatisfy(o -> {
            assertThat(o.terminated()).isTrue();
            assertThat(o.reward()).isEqualTo(1);
            assertThat(o.probability()).isEqualTo(2.0 / 3, within(1e-12));
        });
    }

    @Test
    void slipping_aThirdSpreadOverTheFreeNeighboursOfTheNewCell() {
        FiniteMdp mdp = FourRooms.slipping(FourRooms.EAST_HALLWAY);
        int hallway = FourRooms.WEST_HALLWAY;
        // through the hallway there is a cell above and one below
        assertThat(mdp.outcomes(FourRooms.cell(5, 2), 1))
                .containsExactlyInAnyOrder(
                        new Outcome(1 - 1.0 / 3, hallway, 0, false),
                        new Outcome(1.0 / 6, FourRooms.cell(5, 2), 0, false),
                        new Outcome(1.0 / 6, FourRooms.cell(7, 2), 0, false));
        assertThat(mdp.outcomes(hallway, 2)).containsExactly(new Outcome(1, hallway, 0, false));
    }

    @Test
    void slipping_stepsToAGoalOfTheSouthEastRoom_onAverage() {
        assertThat(FourRooms.stepsToSouthEastGoal()).isEqualTo(9.57, within(.005));
    }
}
