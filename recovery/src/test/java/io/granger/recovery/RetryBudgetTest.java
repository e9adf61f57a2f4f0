package io.granger.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private static int takeAll(RetryBudget budget, long nowMs) {
        int taken = 0;
        while (budget.take(nowMs)) {
            taken++;
        }
        return taken;
    }

    @Test
    void take_quietHub() {
        assertThat(takeAll(new RetryBudget(0.1, 10), 5_000)).isEqualTo(10);
    }

    @Test
    void take_shareOfFirstAttempts() {
        RetryBudget budget = new RetryBudget(0.1, 10);
        for (int i = 0; i < 400; i++) {
            budget.firstAttempt(i * 10L);
        }
        assertThat(takeAll(budget, 4_000)).isEqualTo(40);
        assertThat(budget.hasLeft(4_000)).isFalse();
    }

    @Test
    void take_whatIsOldDoesNotCount() {
        RetryBudget budget = new RetryBudget(0.1, 10);
        assertThat(takeAll(budget, 500)).isEqualTo(10);
        assertThat(budget.hasLeft(9_999)).isFalse();
        assertThat(takeAll(budget, 10_000)).isEqualTo(10);
        assertThat(takeAll(budget, 3_600_000)).isEqualTo(10);
    }

    @Test
    void take_clockStepsBack() {
        RetryBudget budget = new RetryBudget(0.1, 10);
        assertThat(takeAll(budget, 20_000)).isEqualTo(10);
        assertThat(takeAll(budget, 3_000)).isZero();
    }

    @Test
    void budget_badSettings() {
        assertThatThrownBy(() -> new RetryBudget(1.5, 10)).hasMessage("share must be in [0, 1], is 1.5");
        assertThatThrownBy(() -> new RetryBudget(0.1, -1)).hasMessage("minimum must be at least 0, is -1");
    }
}
