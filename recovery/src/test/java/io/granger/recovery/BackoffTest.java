package io.granger.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Backoff DEFAULT = new Backoff(100, 5_000);

    @Test
    void delayMs_doublesUpToTheBound() {
        assertThat(DEFAULT.delayMs(1, 0.5)).isEqualTo(50);
        assertThat(DEFAULT.delayMs(2, 0.5)).isEqualTo(100);
        assertThat(DEFAULT.delayMs(6, 0.5)).isEqualTo(1_600);
        assertThat(DEFAULT.delayMs(7, 0.5)).isEqualTo(2_500);
        assertThat(DEFAULT.delayMs(1_000, 0.5)).isEqualTo(2_500);
    }

    @Test
    void delayMs_fullJitterBeginsAtZero() {
        assertThat(DEFAULT.delayMs(3, 0)).isZero();
    }

    @Property(seed = "1")
    void delayMs_withinBounds(
            @ForAll @LongRange(min = 1, max = 86_400_000) long baseMs,
            @ForAll @IntRange(min = 1) int attempts,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double u) {
        assertThat(new Backoff(baseMs, 86_400_000).delayMs(attempts, u)).isBetween(0L, 86_400_000L);
    }

    @Test
    void backoff_badSettings() {
        assertThatThrownBy(() -> new Backoff(0, 10)).hasMessage("baseMs must be at least 1, is 0");
        assertThatThrownBy(() -> new Backoff(100, 10)).hasMessage("maxMs must be in [100, 86400000], is 10");
        assertThatThrownBy(() -> DEFAULT.delayMs(0, 0.5)).hasMessage("attempts must be at least 1, are 0");
        assertThatThrownBy(() -> DEFAULT.delayMs(1, 1)).hasMessage("u must be in [0, 1), is 1.0");
    }
}
