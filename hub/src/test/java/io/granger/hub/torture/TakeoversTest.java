package io.granger.hub.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.torture.Checker.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakeoversTest {
    @Test
    void after_countsFromTheLastHurtToTheFirstEffectOfALaterEpoch() {
        var effects = List.of(
                new Effect(90, "left", "t-1.1", "t-1.1.1-1"),
                new Effect(95, "left", "t-2.1", "t-2.1.1-1"),
                new Effect(400, "pay", "t-1.2", "t-1.2.2-1"),
                new Effect(450, "post", "t-1.3", "t-1.3.2-1"),
                new Effect(1_700, "pay", "t-2.2", "t-2.2.3-1"),
                new Effect(7_500, "post", "t-2.3", "t-2.3.4-1"));

        assertThat(Takeovers.after(List.of(100L, 1_000L), effects))
                .isEqualTo(new Takeovers(List.of(300L, 700L), List.of(6_500L)));
    }
}
