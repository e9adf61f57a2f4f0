package io.granger.rl.learn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClippedSurrogateTest {

    @ParameterizedTest
    @CsvSource({
        "1.1,  2,  2.2", // inside: w A
        "1.5,  2,  2.4", // gained enough: 1.2 A
        "0.5,  2,  1.0", // lost ground: no mercy
        "0.5, -2, -1.6", // avoided enough: .8 A
        "1.5, -2, -3.0" // worse than before: no mercy
    })
    void objective_byHand(double ratio, double advantage, double expected) {
        assertThat(ClippedSurrogate.objective(ratio, advantage, 0.2))
                .isCloseTo(expected, org.assertj.core.api.Assertions.within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"1.1, 2, 2.2", "1.5, 2, 0", "0.5, 2, 1.0", "0.5, -2, 0", "1.5, -2, -3.0"})
    void gradient_zeroWhereThereIsNothingMoreToGain(double ratio, double advantage, double expected) {
        assertThat(ClippedSurrogate.gradient(ratio, advantage, 0.2))
                .isCloseTo(expected, org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void objective_ratio1_isTheAdvantage() {
        assertThat(ClippedSurrogate.objective(1, -0.7, 0.2)).isEqualTo(-0.7);
    }
}
