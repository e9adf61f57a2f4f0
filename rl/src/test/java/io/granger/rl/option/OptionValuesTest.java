package io.granger.rl.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OptionValuesTest {

    private static final StateAbstraction GRID = StateAbstraction.grid(2, 3);

    @Test
    void grid_everyCombinationItsCell() {
        assertThat(GRID.cells()).isEqualTo(6);
        assertThat(GRID.cellOf(new float[] {1, 2, 99})).isEqualTo(5); // what comes after the sizes is not looked at
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GRID.cellOf(new float[] {1, 3}))
                .withMessage("feature 1 must be a whole number in [0, 3), is 3.0");
        assertThatIllegalArgumentException().isThrownBy(() -> GRID.cellOf(new float[] {Float.NaN, 0}));
    }

    @Test
    void table_stepOfAQuarter_goesAQuarterOfTheWay() {
        TabularValues values = new TabularValues(GRID, 2, 1);
        assertThat(values.learn(new float[] {0, 1}, 1, 5, .25)).isEqualTo(4);
        assertThat(values.values(new float[] {0, 1})).containsExactly(1, 2);
        assertThat(values.values(new float[] {0, 2})).containsExactly(1, 1);
    }

    @Test
    void linear_oneHot_sameAsATable() {
        OptionValues table = new TabularValues(GRID, 3, 0);
        OptionValues linear = new LinearValues(StateFeatures.oneHot(GRID), 3);
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            float[] state = {random.nextInt(2), random.nextInt(3)};
            int option = random.nextInt(3);
            double target = random.nextGaussian();
            table.learn(state, option, target, .3);
            linear.learn(state, option, target, .3);
            assertThat(linear.values(state)).containsExactly(table.values(state), within(1e-12));
        }
    }

    @Test
    void linear_wholeStep_reachesTheTargetInThatState() {
        StateFeatures line = new StateFeatures() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public void write(float[] state, double[] x) {
                x[0] = 1;
                x[1] = state[0];
            }
        };
        LinearValues values = new LinearValues(line, 1);
        values.learn(new float[] {2}, 0, 10, 1);
        // error 10 over x.x = 5 gives weights 2 and 4: 10 at state 2, 2 at state 0
        assertThat(values.value(new float[] {2}, 0)).isEqualTo(10, within(1e-12));
        assertThat(values.value(new float[] {0}, 0)).isEqualTo(2, within(1e-12));
    }

    @Test
    void learnAll_weightScalesTheStep() {
        TabularValues values = new TabularValues(GRID, 1, 0);
        values.learnAll(
                List.of(new OptionTarget(new float[] {0, 0}, 0, 8, 1), new OptionTarget(new float[] {0, 1}, 0, 8, .5)),
                .5);
        assertThat(values.value(new float[] {0, 0}, 0)).isEqualTo(4);
        assertThat(values.value(new float[] {0, 1}, 0)).isEqualTo(2);
    }

    @Test
    void outcome_stepByStep_isTheDiscountedSum() {
        OptionOutcome outcome =
                OptionOutcome.NOTHING_YET.then(1, .5).then(2, .5).then(4, .5);
        assertThat(outcome).isEqualTo(new OptionOutcome(1 + 1 + 1, .125, 3));
    }

    @Test
    void transition_terminatedAtTheCap_isNotCutOff() {
        Transition last = new Transition(new float[] {0}, 0, 1, new float[] {1}, true, true);
        assertThat(last.truncated()).isFalse();
        assertThat(last.isLast()).isTrue();
    }
}
