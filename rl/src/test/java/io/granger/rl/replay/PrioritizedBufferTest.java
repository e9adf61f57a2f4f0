package io.granger.rl.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.replay.PrioritizedBuffer.Batch;
import java.util.Collections;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrioritizedBufferTest {

    @Test
    void add_full_theOldestGoes() {
        PrioritizedBuffer<String> buffer = buffer(1, "a", "b", "c", "d");
        assertThat(buffer.size()).isEqualTo(3);
        assertThat(draw(buffer, 300).values()).contains("b", "c", "d").doesNotContain("a");
    }

    @Test
    void sample_inProportionToErrors() {
        PrioritizedBuffer<String> buffer = buffer(1, "small", "large");
        reprioritize(buffer, 0.999, 2.999);
        // priorities 1 and 3: one draw from each of 1,000 equal shares, so 250 exactly or off by the one share that
        // spans both
        assertThat(Collections.frequency(draw(buffer, 1000).values(), "small")).isBetween(249, 251);
    }

    @Test
    void sample_alpha0_uniform() {
        PrioritizedBuffer<String> buffer = buffer(0, "small", "large");
        reprioritize(buffer, 0.1, 100);
        assertThat(Collections.frequency(draw(buffer, 1000).values(), "small")).isBetween(499, 501);
    }

    @Test
    void sample_weightsByHand() {
        PrioritizedBuffer<String> buffer = buffer(1, "small", "large");
        reprioritize(buffer, 0.999, 2.999);
        Batch<String> batch = buffer.sample(100, 1, new SplittableRandom(1));
        // (2 * 1/4)^-1 = 2 and (2 * 3/4)^-1 = 2/3, over the larger: 1 and 1/3
        for (int i = 0; i < 100; i++) {
            double expected = batch.values().get(i).equals("small") ? 1 : 1.0 / 3;
            assertThat(batch.weights()[i]).isEqualTo(expected, within(1e-12));
        }
    }

    @Test
    void add_afterErrors_hasTheHighestPriority() {
        PrioritizedBuffer<String> buffer = buffer(1, "small", "large");
        reprioritize(buffer, 0.999, 2.999);
        buffer.add("new");
        // 1, 3 and 3
        assertThat(Collections.frequency(draw(buffer, 700).values(), "new")).isBetween(299, 301);
    }

    @Test
    void reprioritize_replacedSince_passedOver() {
        PrioritizedBuffer<String> buffer = buffer(1, "a");
        Batch<String> batch = draw(buffer, 1);
        for (String value : new String[] {"b", "c", "d"}) {
            buffer.add(value);
        }
        buffer.reprioritize(batch, new double[] {1e5});
        assertThat(Collections.frequency(draw(buffer, 300).values(), "d")).isBetween(99, 101);
    }

    @Test
    void reprioritize_notFinite_refusedWhole() {
        PrioritizedBuffer<String> buffer = buffer(1, "a", "b");
        Batch<String> batch = draw(buffer, 2);
        assertThatIllegalArgumentException().isThrownBy(() -> buffer.reprioritize(batch, new double[] {5, Double.NaN}));
        assertThat(Collections.frequency(draw(buffer, 1000).values(), "a")).isBetween(499, 501);
    }

    @Test
    void sample_empty_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> draw(new PrioritizedBuffer<String>(3, 1), 1))
                .withMessageContaining("0");
    }

    private static PrioritizedBuffer<String> buffer(double alpha, String... values) {
        PrioritizedBuffer<String> buffer = new PrioritizedBuffer<>(3, alpha);
        for (String value : values) {
            buffer.add(value);
        }
        return buffer;
    }

    /** Errors of the first two values, found by drawing until both are there. */
    private static void reprioritize(PrioritizedBuffer<String> buffer, double first, double second) {
        Batch<String> batch = draw(buffer, 2);
        // equal priorities so far: the first share holds the first value, the second the second
        buffer.reprioritize(batch, new double[] {first, second});
    }

    private static Batch<String> draw(PrioritizedBuffer<String> buffer, int n) {
        return buffer.sample(n, 0.4, new SplittableRandom(2));
    }
}
