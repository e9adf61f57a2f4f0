package io.granger.recovery;

import static io.granger.recovery.Scenarios.everything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granger.registry.BreakerState;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Mask;
import io.granger.routing.OptionFeatures;
import io.granger.task.FailureClass;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoveryOptionsTest {
    private static String shown(Scenarios scenario) {
        StringBuilder text = new StringBuilder();
        for (CandidateEntry entry : RecoveryOptions.entries(scenario.step())) {
            text.append(entry.id()).append(':');
            text.append(
                    entry.breakerLast()
                            ? "breaker-last"
                            : entry.mask().map(Mask::word).orElse("ok"));
            text.append(' ');
        }
        return text.toString().strip();
    }

    @Test
    void entries_everythingPossible() {
        assertThat(shown(everything()))
                .isEqualTo("escalate:others-left index:ok restart:ocr>index:ok retry:ok skip:ok substitute:ok");
    }

    @Test
    void entries_orderOfPreference() {
        List<CandidateEntry> entries = RecoveryOptions.entries(everything().step());
        assertThat(entries.stream().map(entry -> entry.features()[OptionFeatures.ORDER]))
                // escalate, index, restart:ocr>index, retry, skip, substitute
                .containsExactly(5f, 2f, 3f, 0f, 4f, 1f);
    }

    @Test
    void entries_invalidInput() {
        assertThat(shown(everything().failing(FailureClass.INVALID_INPUT, true)))
                .contains("retry:not-retryable");
        assertThat(shown(everything().failing(FailureClass.INTERNAL, false))).contains("retry:not-retryable");
    }

    @Test
    void entries_attemptsUsedUp() {
        assertThat(shown(everything().afterAttempts(3))).contains("retry:ok");
        assertThat(shown(everything().afterAttempts(4)))
                .contains("retry:attempts")
                .contains("substitute:ok");
    }

    @Test
    void entries_nothingWorksLately_noCallGoesElsewhere() {
        FailedStep step = everything().step();
        FailedStep without = new FailedStep(
                step.failureClass(),
                step.retryable(),
                step.unsafe(),
                false,
                step.attempts(),
                step.maxAttempts(),
                false,
                false,
                step.same(),
                step.other(),
                step.chains(),
                step.reroutes(),
                step.reference(),
                step.nowMs());

        assertThat(RecoveryOptions.entries(without).stream()
                        .map(e -> e.id() + ":" + e.mask().map(Mask::word).orElse("ok")))
                .containsExactly(
                        "escalate:ok",
                        "index:budget",
                        "restart:ocr>index:budget",
                        "retry:budget",
                        "skip:not-optional",
                        "substitute:budget");
    }

    @Test
    void entries_budgetEmpty() {
        assertThat(shown(everything().withoutBudget())).contains("retry:budget").contains("substitute:ok");
    }

    @Test
    void entries_unsafeAfterUnknownOutcome() {
        for (FailureClass unknown : List.of(FailureClass.TIMEOUT, FailureClass.UNAVAILABLE)) {
            assertThat(shown(everything().withUnsafe().failing(unknown, true)))
                    .contains("retry:effects")
                    .contains("substitute:effects");
        }
        assertThat(shown(everything().withUnsafe())).contains("retry:ok");
        assertThat(shown(everything().failing(FailureClass.TIMEOUT, true))).contains("retry:ok");
    }

    @Test
    void entries_spokesGone() {
        assertThat(shown(everything().withSpokes(Optional.empty(), Optional.empty())))
                .contains("retry:no-spoke")
                .contains("substitute:no-spoke");
    }

    @Test
    void entries_breakerOfTheSameSpoke() {
        Scenarios open = everything()
                .withSpokes(
                        Optional.of(Scenarios.view("alpha", BreakerState.OPEN)),
                        everything().other());
        assertThat(shown(open)).contains("retry:breaker").contains("substitute:ok");
    }

    @Test
    void entries_breakersBeforeTheEnd() {
        Scenarios open = everything()
                .mandatory()
                .withoutReroutes()
                .withSpokes(
                        Optional.of(Scenarios.view("alpha", BreakerState.OPEN)),
                        Optional.of(Scenarios.view("beta", BreakerState.OPEN)));
        assertThat(shown(open))
                .isEqualTo("escalate:others-left retry:breaker-last skip:not-optional substitute:breaker");
    }

    @Test
    void entries_nothingLeft() {
        Scenarios nothing = everything()
                .mandatory()
                .afterAttempts(4)
                .withReroutesMasked()
                .withSpokes(everything().same(), Optional.empty());
        assertThat(shown(nothing))
                .isEqualTo("escalate:ok index:no-spoke restart:ocr>index:no-spoke retry:attempts skip:not-optional"
                        + " substitute:no-spoke");
    }

    @Test
    void option_byId() {
        FailedStep step = everything().step();
        assertThat(RecoveryOptions.option("retry", step.chains(), 70)).isEqualTo(new RecoveryOption.Retry(70));
        assertThat(RecoveryOptions.option("substitute", step.chains(), 0))
                .isInstanceOf(RecoveryOption.Substitute.class);
        assertThat(RecoveryOptions.option("skip", step.chains(), 0)).isInstanceOf(RecoveryOption.Skip.class);
        assertThat(RecoveryOptions.option("escalate", step.chains(), 0)).isInstanceOf(RecoveryOption.Escalate.class);
        assertThat(RecoveryOptions.option("restart:ocr>index", step.chains(), 0))
                .isEqualTo(new RecoveryOption.Reroute(Scenarios.OCR));
        assertThatThrownBy(() -> RecoveryOptions.option("wait", step.chains(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is wait");
    }

    @Test
    void option_idOfEach() {
        for (CandidateEntry entry : RecoveryOptions.entries(everything().step())) {
            assertThat(RecoveryOptions.option(entry.id(), everything().chains(), 0)
                            .id())
                    .isEqualTo(entry.id());
        }
    }
}
