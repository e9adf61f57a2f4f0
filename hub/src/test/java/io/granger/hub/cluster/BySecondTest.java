package io.granger.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.task.TaskIds;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which rows lie together. */
class BySecondTest {

    private static final long BEGINS_MS = 1_700_000_000L * 1_024;

    private final BySecond bySecond = new BySecond();

    private @Nullable Object of(long atMs) {
        return bySecond.getPartitionKey(new TaskIds(new Random(atMs)).next(atMs) + ".1-1");
    }

    @Test
    void partitionKey_tasksOfTheSameSecond_isTheSame() {
        assertThat(of(BEGINS_MS)).isNotNull().isEqualTo(of(BEGINS_MS + 1_023));
    }

    @Test
    void partitionKey_tasksOfTwoSeconds_differs() {
        assertThat(of(BEGINS_MS)).isNotEqualTo(of(BEGINS_MS - 1)).isNotEqualTo(of(BEGINS_MS + 1_024));
    }

    @Test
    void partitionKey_otherIds_isTheirOwn() {
        assertThat(bySecond.getPartitionKey("x-01234567890.1-1")).isNull();
        assertThat(bySecond.getPartitionKey("t-01234567")).isNull();
    }
}
