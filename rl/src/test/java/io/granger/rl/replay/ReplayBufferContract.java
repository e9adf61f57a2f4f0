package io.granger.rl.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ReplayBuffer} does. A test of an implementation extends it and says how an empty buffer is made and what the
 * value numbered {@code i} looks like; values of different numbers must differ.
 */
public abstract class ReplayBufferContract<E> {

    /** A buffer with nothing in it. */
    protected abstract ReplayBuffer<E> emptyBuffer();

    /** A value; the same number gives an equal one. */
    protected abstract E value(int number);

    @Test
    void addAll_newIds_countedAndFound() {
        ReplayBuffer<E> buffer = emptyBuffer();
        assertThat(buffer.addAll(List.of(entry(1), entry(2)))).isEqualTo(2);
        assertThat(buffer.size()).isEqualTo(2);
        assertThat(buffer.get("id-1")).contains(value(1));
        assertThat(buffer.get("id-3")).isEmpty();
    }

    @Test
    void addAll_idThere_firstValueStays() {
        ReplayBuffer<E> buffer = emptyBuffer();
        buffer.addAll(List.of(entry(1)));
        assertThat(buffer.addAll(List.of(new Entry<>("id-1", value(7)), entry(2))))
                .isEqualTo(1);
        assertThat(buffer.get("id-1")).contains(value(1));
        assertThat(buffer.size()).isEqualTo(2);
    }

    @Test
    void addAll_sameIdTwiceAtOnce_onlyFirst() {
        ReplayBuffer<E> buffer = emptyBuffer();
        assertThat(buffer.addAll(List.of(entry(1), new Entry<>("id-1", value(7)))))
                .isEqualTo(1);
        assertThat(buffer.get("id-1")).contains(value(1));
    }

    @Test
    void addAll_nothing_nothing() {
        ReplayBuffer<E> buffer = emptyBuffer();
        assertThat(buffer.addAll(List.of())).isZero();
        assertThat(buffer.size()).isZero();
    }

    @Test
    void sample_emptyBuffer_empty() {
        assertThat(emptyBuffer().sample(5, new Random(1))).isEmpty();
    }

    @Test
    void sample_moreThanThereIs_fillsTheBatch() {
        ReplayBuffer<E> buffer = emptyBuffer();
        buffer.addAll(List.of(entry(1), entry(2)));
        assertThat(buffer.sample(10, new Random(1))).hasSize(10).isSubsetOf(List.of(value(1), value(2)));
    }

    @Test
    void sample_negative_refused() {
        ReplayBuffer<E> buffer = emptyBuffer();
        assertThatIllegalArgumentException().isThrownBy(() -> buffer.sample(-1, new Random(1)));
    }

    @Test
    void sample_manyDraws_everyEntryAboutEquallyOften() {
        ReplayBuffer<E> buffer = emptyBuffer();
        buffer.addAll(entries(4));
        List<E> drawn = buffer.sample(8000, new Random(3));
        for (int i = 0; i < 4; i++) {
            E value = value(i);
            // 2000 expected, standard deviation 39
            assertThat(drawn.stream().filter(value::equals).count()).isBetween(1800L, 2200L);
        }
    }

    @Test
    void removeAll_somethingThere_countedAndGone() {
        ReplayBuffer<E> buffer = emptyBuffer();
        buffer.addAll(entries(5));
        assertThat(buffer.removeAll(List.of("id-0", "id-3", "id-99"))).isEqualTo(2);
        assertThat(buffer.size()).isEqualTo(3);
        assertThat(buffer.get("id-0")).isEmpty();
        assertThat(buffer.get("id-4")).contains(value(4));
        Set<E> left = new HashSet<>(buffer.sample(200, new Random(2)));
        assertThat(left).containsExactlyInAnyOrder(value(1), value(2), value(4));
    }

    @Test
    void removeAll_thenAdded_thereAgain() {
        ReplayBuffer<E> buffer = emptyBuffer();
        buffer.addAll(entries(2));
        buffer.removeAll(List.of("id-0", "id-1"));
        assertThat(buffer.size()).isZero();
        assertThat(buffer.sample(3, new Random(1))).isEmpty();
        assertThat(buffer.addAll(entries(2))).isEqualTo(2);
    }

    private List<Entry<E>> entries(int count) {
        List<Entry<E>> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(i));
        }
        return entries;
    }

    private Entry<E> entry(int number) {
        return new Entry<>("id-" + number, value(number));
    }
}
