package io.granger.hub.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Ids of tasks: a task that came earlier sorts before one that came later. */
class TaskIdsTest {
    @Test
    void next_sameMillisecond_sortsInTheOrderMade() {
        var ids = new TaskIds(new Random(1));
        var made = new ArrayList<String>();
        for (int i = 0; i < 5_000; i++) {
            made.add(ids.next(1_793_000_000_000L + i / 1_000));
        }

        assertThat(made).isSortedAccordingTo(Comparator.naturalOrder()).doesNotHaveDuplicates();
    }

    @Test
    void next_clockStepsBack_stillSortsAfterTheOneBefore() {
        var ids = new TaskIds(new Random(1));
        var before = ids.next(1_793_000_000_500L);

        var after = ids.next(1_793_000_000_000L);

        assertThat(after).isGreaterThan(before);
        assertThat(ids.next(1_793_000_000_501L)).isGreaterThan(after);
    }

    @Test
    void next_randomPartAtItsEnd_carriesIntoTheTime() {
        RandomGenerator ones = () -> -1L;
        var ids = new TaskIds(ones);

        assertThat(ids.next(31)).isEqualTo("t-000000000zzzzzzzzzzzzzzzzz");
        assertThat(ids.next(31)).isEqualTo("t-00000000100000000000000000");
    }

    @Test
    void next_laterMillisecond_isDrawnAnew() {
        var ids = new TaskIds(new Random(1));

        assertThat(ids.next(1).substring(12)).isNotEqualTo(ids.next(2).substring(12));
    }
}
