package io.granger.hub.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class TaskMachinePropertyTest {

    @Property(seed = "1", tries = 1500, shrinking = ShrinkingMode.OFF)
    void anyLife_keepsEveryPromise(@ForAll long seed) {
        History.live(seed);
    }

    @Test
    void lives_areNotAllShort() {
        var decisions = LongStream.range(0, 200)
                .mapToInt(seed -> History.live(seed).decisions())
                .summaryStatistics();

        assertThat(decisions.getAverage()).isGreaterThan(5);
        assertThat(decisions.getMax()).isGreaterThan(40);
    }
}
