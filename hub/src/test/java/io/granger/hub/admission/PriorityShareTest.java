package io.granger.hub.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Less urgent tasks leave room for urgent ones. */
class PriorityShareTest {
    private static int[] shares(int bound) {
        return IntStream.rangeClosed(1, 5).map(p -> PriorityShare.of(bound, p)).toArray();
    }

    @Test
    void of_largeAndSmallBounds() {
        assertThat(shares(10_000)).containsExactly(10_000, 9_000, 8_000, 7_000, 6_000);
        assertThat(shares(5)).containsExactly(5, 4, 4, 3, 3);
        assertThat(shares(1)).containsExactly(1, 1, 1, 1, 1);
    }

    @Test
    void of_refusesWhatIsNoBoundOrNoPriority() {
        assertThatThrownBy(() -> PriorityShare.of(0, 1)).hasMessageContaining("bound must be at least 1, was 0");
        assertThatThrownBy(() -> PriorityShare.of(1, 6)).hasMessageContaining("priority must be in [1, 5], was 6");
    }
}
