package io.granger.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskValuesTest {
    @ParameterizedTest
    @EnumSource(FailureClass.class)
    void failureClass_ofItsWord(FailureClass failureClass) {
        assertThat(FailureClass.of(failureClass.word())).contains(failureClass);
    }

    @Test
    void failureClass_words() {
        assertThat(FailureClass.INVALID_INPUT.word()).isEqualTo("invalid-input");
        assertThat(FailureClass.of("INTERNAL")).isEmpty();
        assertThat(FailureClass.INVALID_INPUT.isSpokesFault()).isFalse();
        assertThat(FailureClass.TIMEOUT.isSpokesFault()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void preset_weightsSumToOne(Preset preset) {
        assertThat(DoubleStream.of(preset.weights()).sum()).isCloseTo(1, within(1e-12));
        assertThat(preset.weights())
                .containsExactly(preset.success(), preset.latency(), preset.quality(), preset.cost());
        assertThat(Preset.of(preset.word())).contains(preset);
    }

    @Test
    void preset_design() {
        assertThat(Preset.BALANCED.weights()).containsExactly(.4, .2, .3, .1);
        assertThat(Preset.SPEED.weights()).containsExactly(.3, .5, .15, .05);
        assertThat(Preset.COST.weights()).containsExactly(.3, .1, .2, .4);
        assertThat(Preset.QUALITY.weights()).containsExactly(.3, .05, .6, .05);
    }

    @ParameterizedTest
    @EnumSource(FeatureKind.class)
    void featureKind_ofItsWord(FeatureKind kind) {
        assertThat(FeatureKind.of(kind.word())).contains(kind);
    }

    @Test
    void success_badQuality() {
        assertThatThrownBy(() -> new StepOutcome.Success(1, OptionalDouble.of(1.5), OptionalDouble.empty()))
                .hasMessage("quality must be between 0.0 and 1.0, was 1.5");
        assertThatThrownBy(() -> new StepOutcome.Success(1, OptionalDouble.of(Double.NaN), OptionalDouble.empty()))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() ->
                        new StepOutcome.Success(1, OptionalDouble.empty(), OptionalDouble.of(Double.POSITIVE_INFINITY)))
                .hasMessage("cost must be finite and not negative, was Infinity");
    }

    @Test
    void outcome_negativeTime() {
        assertThatThrownBy(() -> new StepOutcome.Success(-1)).hasMessageContaining("ms must be between 0");
    }

    @Test
    void failure_longMessageIsCut() {
        var failure = new StepOutcome.Failure(1, FailureClass.INTERNAL, "x".repeat(3_000), true);
        assertThat(failure.message()).hasSize(2_000);
    }
}
