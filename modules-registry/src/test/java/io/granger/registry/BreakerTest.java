package io.granger.registry;

import static io.granger.registry.BreakerState.CLOSED;
import static io.granger.registry.BreakerState.HALF_OPEN;
import static io.granger.registry.BreakerState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final Breaker breaker = new Breaker(BreakerSettings.defaults());

    @Test
    void failed_fiveInARow() {
        fail(4, 1_000);
        assertThat(breaker.state(1_000)).isEqualTo(CLOSED);
        fail(1, 1_000);
        assertThat(breaker.state(1_000)).isEqualTo(OPEN);
        assertThat(breaker.closesAtMs(1_000)).isEqualTo(61_000);
        assertThat(breaker.consecutiveFailures()).isEqualTo(5);
    }

    @Test
    void succeeded_endsTheRow() {
        fail(4, 0);
        breaker.succeeded(0);
        fail(4, 0);
        assertThat(breaker.state(0)).isEqualTo(CLOSED);
        assertThat(breaker.consecutiveFailures()).isEqualTo(4);
    }

    @Test
    void failed_halfOfAFullWindow() {
        for (int i = 0; i < 9; i++) {
            breaker.succeeded(0);
            fail(1, 0);
        }
        breaker.succeeded(0);
        assertThat(breaker.state(0)).isEqualTo(CLOSED);
        fail(1, 0);
        assertThat(breaker.state(0)).isEqualTo(OPEN);
    }

    @Test
    void failed_windowForgetsOldCalls() {
        Breaker small = new Breaker(new BreakerSettings(100, .5, 4, 1_000));
        small.failed(0, 0);
        small.succeeded(0);
        small.succeeded(0);
        small.succeeded(0);
        small.succeeded(0);
        small.failed(0, 0);
        assertThat(small.state(0)).isEqualTo(CLOSED);
        small.failed(0, 0);
        assertThat(small.state(0)).isEqualTo(OPEN);
    }

    @Test
    void state_openPeriodEndsByItself() {
        fail(5, 0);
        assertThat(breaker.state(59_999)).isEqualTo(OPEN);
        assertThat(breaker.admits(59_999)).isFalse();
        assertThat(breaker.state(60_000)).isEqualTo(HALF_OPEN);
        assertThat(breaker.admits(60_000)).isTrue();
        assertThat(breaker.closesAtMs(70_000)).isEqualTo(60_000);
    }

    @Test
    void state_clockSteppedBack() {
        fail(5, 1_000_000);
        assertThat(breaker.state(1_000_000 - 1)).isEqualTo(HALF_OPEN);
        assertThat(breaker.closesAtMs(1_000)).isEqualTo(1_000);
    }

    @Test
    void takeProbe_successCloses() {
        fail(5, 0);
        long probe = breaker.takeProbe(60_000);
        assertThat(breaker.admits(60_000)).isFalse();
        assertThat(breaker.isProbing(60_000)).isTrue();
        breaker.succeeded(probe);
        assertThat(breaker.state(60_001)).isEqualTo(CLOSED);
        assertThat(breaker.closesAtMs(60_001)).isZero();
        fail(4, 60_002);
        assertThat(breaker.state(60_002)).isEqualTo(CLOSED);
    }

    @Test
    void takeProbe_failureReopens() {
        fail(5, 0);
        breaker.failed(breaker.takeProbe(60_000), 60_500);
        assertThat(breaker.state(60_500)).isEqualTo(OPEN);
        assertThat(breaker.closesAtMs(60_500)).isEqualTo(120_500);
    }

    @Test
    void takeProbe_onlyOne() {
        fail(5, 0);
        assertThat(breaker.takeProbe(60_000)).isEqualTo(1);
        assertThatThrownBy(() -> breaker.takeProbe(60_001)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Breaker(BreakerSettings.defaults()).takeProbe(0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takeProbe_beforeTheEndForTheLastCandidate() {
        fail(5, 0);
        breaker.takeProbe(10);
        assertThat(breaker.state(10)).isEqualTo(HALF_OPEN);
        assertThat(breaker.admits(10)).isFalse();
        assertThat(breaker.closesAtMs(10)).isEqualTo(60_010);
    }

    @Test
    void takeProbe_withoutAnswerExpires() {
        fail(5, 0);
        breaker.takeProbe(60_000);
        assertThat(breaker.admits(119_999)).isFalse();
        assertThat(breaker.admits(120_000)).isTrue();
        assertThat(breaker.takeProbe(120_000)).isEqualTo(2);
    }

    @Test
    void succeeded_expiredProbeBeforeTheNextOne() {
        fail(5, 0);
        breaker.takeProbe(60_000);
        breaker.succeeded(1);
        assertThat(breaker.state(130_000)).isEqualTo(CLOSED);
    }

    @Test
    void succeeded_expiredProbeAfterTheNextOne() {
        fail(5, 0);
        breaker.takeProbe(60_000);
        breaker.takeProbe(120_000);
        breaker.succeeded(1);
        assertThat(breaker.state(120_001)).isEqualTo(HALF_OPEN);
    }

    @Test
    void answers_ofOtherCallsWhileNotClosed() {
        fail(5, 0);
        breaker.succeeded(0);
        assertThat(breaker.state(1)).isEqualTo(OPEN);
        breaker.takeProbe(60_000);
        breaker.failed(0, 60_001);
        breaker.succeeded(0);
        assertThat(breaker.isProbing(60_001)).isTrue();
    }

    @Test
    void toldNothing_nextCallIsTheProbe() {
        fail(5, 0);
        breaker.toldNothing(breaker.takeProbe(60_000), 60_100);
        assertThat(breaker.state(60_100)).isEqualTo(HALF_OPEN);
        assertThat(breaker.admits(60_100)).isTrue();
    }

    @Test
    void settings_badValues() {
        assertThatThrownBy(() -> new BreakerSettings(0, .5, 20, 1)).hasMessageContaining("breaker failures");
        assertThatThrownBy(() -> new BreakerSettings(1, 0, 20, 1)).hasMessageContaining("was 0.0");
        assertThatThrownBy(() -> new BreakerSettings(1, Double.NaN, 20, 1)).hasMessageContaining("was NaN");
        assertThatThrownBy(() -> new BreakerSettings(1, .5, 0, 1)).hasMessageContaining("breaker window");
        assertThatThrownBy(() -> new BreakerSettings(1, .5, 1, 0)).hasMessageContaining("breaker openMs");
    }

    /** A closed breaker against its definition, taken literally over the whole history. */
    @Property(seed = "1")
    void failed_opensExactlyByDefinition(
            @ForAll @Size(max = 60) List<Boolean> failures,
            @ForAll @IntRange(min = 1, max = 6) int row,
            @ForAll @IntRange(min = 1, max = 12) int window,
            @ForAll @IntRange(min = 1, max = 10) int tenths) {
        Breaker tested = new Breaker(new BreakerSettings(row, tenths / 10.0, window, 1_000));
        List<Boolean> history = new ArrayList<>();
        for (boolean failed : failures) {
            history.add(failed);
            if (failed) {
                tested.failed(0, 0);
            } else {
                tested.succeeded(0);
            }
            boolean open = failed && (allFailed(history, row) || shareFailed(history, window) >= tenths / 10.0);
            assertThat(tested.state(0)).isEqualTo(open ? OPEN : CLOSED);
            if (open) {
                return;
            }
        }
    }

    private static boolean allFailed(List<Boolean> history, int row) {
        return history.size() >= row
                && history.subList(history.size() - row, history.size()).stream()
                        .allMatch(failed -> failed);
    }

    private static double shareFailed(List<Boolean> history, int window) {
        if (history.size() < window) {
            return -1;
        }
        return history.subList(history.size() - window, history.size()).stream()
                        .filter(failed -> failed)
                        .count()
                / (double) window;
    }

    private void fail(int times, long nowMs) {
        for (int i = 0; i < times; i++) {
            breaker.failed(0, nowMs);
        }
    }
}
