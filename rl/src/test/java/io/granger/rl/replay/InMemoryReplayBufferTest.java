package io.granger.rl.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InMemoryReplayBufferTest extends ReplayBufferContract<String> {

    @Override
    protected ReplayBuffer<String> emptyBuffer() {
        return new InMemoryReplayBuffer<>();
    }

    @Override
    protected String value(int number) {
        return "value " + number;
    }

    @Test
    void sample_sameSeed_sameDraws() {
        ReplayBuffer<String> buffer = emptyBuffer();
        buffer.addAll(List.of(new Entry<>("a", "1"), new Entry<>("b", "2"), new Entry<>("c", "3")));
        assertThat(buffer.sample(20, new Random(5))).isEqualTo(buffer.sample(20, new Random(5)));
    }

    @Test
    void entry_emptyId_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Entry<>("", "1"));
    }
}
