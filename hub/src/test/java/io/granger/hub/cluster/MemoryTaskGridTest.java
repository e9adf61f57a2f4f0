package io.granger.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.task.TaskJoin;
import io.granger.hub.task.TaskStatus;
import io.granger.hub.task.TaskVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryTaskGridTest extends TaskGridContract {
    private final MemoryCluster cluster = new MemoryCluster(3);
    private final TaskGrid one = cluster.enter("one", Runnable::run);
    private final TaskGrid two = cluster.enter("two", Runnable::run);

    @Override
    TaskGrid one() {
        return one;
    }

    @Override
    TaskGrid two() {
        return two;
    }

    @Test
    void cut_minority_isRefusedUntilHealed() {
        var told = new AtomicInteger();
        one.onMembers(told::incrementAndGet);

        cluster.cut(Set.of("two"));

        assertThat(two.hasQuorum()).isFalse();
        assertThat(TaskGridContract.<Boolean>answer(two::renew)).isInstanceOf(GridAnswer.NoQuorum.class);
        cluster.heal();
        assertThat(renewed(two)).isTrue();
        assertThat(told).hasValue(2);
    }

    @Test
    void lose_oneKey_noStoreIsNotedAnyMore() {
        var told = new AtomicInteger();
        two.onLoss(told::incrementAndGet);
        assertThat(roll(one, Set.of("a", "b"))).containsOnlyKeys("a", "b");

        cluster.lose(entry -> entry.hashCode() % 5 == 0);

        assertThat(told).hasValue(1);
        assertThat(roll(two, Set.of())).isEmpty();
        assertThat(roll(two, Set.of("b"))).containsExactly(Map.entry("b", "two"));
    }

    @Test
    void leave_owner_itsTasksAreOrphans() {
        var three = cluster.enter("three", Runnable::run);
        var version = new TaskVersion(1, 1, 0, "two", TaskStatus.RUNNING);
        byte[] some = {1};
        offer(two, new SharedTask("t-1", TaskJoin.of(version), some, some, some, some));

        cluster.leave("two");

        var seen = List.of(one, three).stream()
                .flatMap(grid -> orphans(grid).stream())
                .toList();
        assertThat(seen).extracting(SharedTask::version).containsExactly(version);
    }
}
