package io.granger.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.granger.hub.LiveHub;
import io.granger.hub.Ports;
import io.granger.hub.store.KeyRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three real members in one process, two of which are gone at the same moment. */
@Tag("slow")
class HazelcastLossTest {
    private final List<Integer> ports =
            IntStream.range(0, 3).mapToObj(i -> Ports.free()).toList();
    private final ExecutorService callbacks = Executors.newCachedThreadPool();
    private final List<HazelcastInstance> instances = new ArrayList<>();

    @AfterEach
    void stop() {
        instances.forEach(instance -> instance.getLifecycleService().terminate());
        callbacks.shutdownNow();
    }

    private TaskGrid enter(int number, String node) {
        var members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        var settings = HazelcastSettings.member("loss-" + ports.getFirst(), "127.0.0.1", ports.get(number), members)
                .hub(node, 3);
        var instance = Hazelcast.newHazelcastInstance(settings.config());
        instances.add(instance);
        return new HazelcastTaskGrid(instance, 3, callbacks, callbacks);
    }

    private static SharedKey key(int number, TaskGrid owner) {
        return new SharedKey(
                new KeyRecord("somebody", "key-" + number, "hash", "t-" + number, 1_000), owner.node(), true);
    }

    @Test
    void twoAtOnce_theThirdHearsOfTheLossAndNoStoreIsNotedAnyMore() {
        var stays = enter(0, "hub-0");
        var others = List.of(enter(1, "hub-1"), enter(2, "hub-2"));
        var told = new AtomicInteger();
        stays.onLoss(told::incrementAndGet);
        LiveHub.eventually().until(() -> stays.hubs().size() == 3);
        for (int i = 0; i < 300; i++) {
            TaskGridContract.takeKey(others.getFirst(), key(i, others.getFirst()), "");
        }
        assertThat(TaskGridContract.roll(stays, Set.of("a", "b", "c"))).containsOnlyKeys("a", "b", "c");

        List.of(instances.get(1), instances.get(2)).parallelStream()
                .forEach(instance -> instance.getLifecycleService().terminate());

        LiveHub.eventually().until(() -> stays.hubs().equals(Set.of("hub-0")));
        LiveHub.eventually().untilAsserted(() -> assertThat(told.get()).isPositive());
        var again = enter(1, "hub-1b");
        LiveHub.eventually().until(() -> stays.hasQuorum() && again.hasQuorum());
        LiveHub.eventually()
                .untilAsserted(() -> assertThat(
                                TaskGridContract.<Map<String, String>>answer(d -> again.answerRoll(Set.of(), d)))
                        .isEqualTo(new GridAnswer.Done<>(Map.of())));
        var lost = IntStream.range(0, 300)
                .filter(i -> TaskGridContract.<Optional<SharedKey>>done(d -> again.readKey("somebody", "key-" + i, d))
                        .isEmpty())
                .count();
        // What lay on the two is gone: about a third.
        assertThat(lost).isBetween(30L, 200L);
        assertThat(TaskGridContract.roll(stays, Set.of("a"))).containsExactly(Map.entry("a", "hub-0"));
    }
}
