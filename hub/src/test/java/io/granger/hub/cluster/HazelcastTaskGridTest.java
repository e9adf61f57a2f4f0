package io.granger.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.granger.hub.LiveHub;
import io.granger.hub.Ports;
import io.granger.hub.task.TaskJoin;
import io.granger.hub.task.TaskStatus;
import io.granger.hub.task.TaskVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Three real members in one process; the last tests end one after the other. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HazelcastTaskGridTest extends TaskGridContract {
    private static final List<HazelcastInstance> INSTANCES = new ArrayList<>();
    private static final List<TaskGrid> GRIDS = new ArrayList<>();
    private static ExecutorService callbacks;

    @BeforeAll
    static void start() {
        callbacks = Executors.newCachedThreadPool();
        var ports = IntStream.range(0, 3).mapToObj(i -> Ports.free()).toList();
        var members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        for (int i = 0; i < 3; i++) {
            var settings = HazelcastSettings.member("grid-" + ports.getFirst(), "127.0.0.1", ports.get(i), members)
                    .hub("hub-" + i, 3);
            var instance = Hazelcast.newHazelcastInstance(settings.config());
            INSTANCES.add(instance);
            GRIDS.add(new HazelcastTaskGrid(instance, 3, callbacks, callbacks));
        }
    }

    @AfterAll
    static void stop() {
        INSTANCES.forEach(instance -> instance.getLifecycleService().terminate());
        callbacks.shutdownNow();
    }

    @Override
    TaskGrid one() {
        return GRIDS.get(0);
    }

    @Override
    TaskGrid two() {
        return GRIDS.get(1);
    }

    @Override
    List<TaskGrid> all() {
        return GRIDS;
    }

    private static SharedTask task(int number, TaskGrid owner) {
        var version = new TaskVersion(1, 1, 0, owner.node(), TaskStatus.RUNNING);
        byte[] some = {1, 2, 3};
        return new SharedTask("t-kept-" + number, TaskJoin.of(version), some, some, some, some);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void tasks_ofAMemberThatIsGone_areOrphansOfTheOthersUntilTooFewAreLeft() {
        var gone = GRIDS.get(2);
        for (int i = 0; i < 500; i++) {
            assertThat(offer(gone, task(i, gone))).isInstanceOf(Offer.Stands.class);
        }
        INSTANCES.get(2).getLifecycleService().terminate();
        LiveHub.eventually()
                .until(() -> one().hubs().equals(Set.of("hub-0", "hub-1"))
                        && two().hubs().size() == 2);

        LiveHub.eventually().untilAsserted(() -> {
            var orphans = new ArrayList<>(orphans(one()));
            orphans.addAll(orphans(two()));
            assertThat(orphans.stream().filter(t -> t.taskId().startsWith("t-kept-")))
                    .hasSize(500)
                    .allMatch(SharedTask::isWhole);
        });
        assertThat(one().hasQuorum()).isTrue();
        assertThat(claim(one(), "t-kept-7", 1)).isPresent();

        INSTANCES.get(1).getLifecycleService().terminate();
        LiveHub.eventually().until(() -> one().hubs().size() == 1);
        assertThat(one().hasQuorum()).isFalse();
        assertThat(TaskGridContract.<Offer>answer(d -> one().offer(task(501, one()), d)))
                .isInstanceOf(GridAnswer.NoQuorum.class);
        assertThat(TaskGridContract.<Boolean>answer(one()::renew)).isInstanceOf(GridAnswer.NoQuorum.class);
    }
}
