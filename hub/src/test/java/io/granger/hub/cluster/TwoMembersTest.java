package io.granger.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.granger.hub.LiveHub;
import io.granger.hub.Ports;
import io.granger.hub.store.Change;
import io.granger.hub.store.Commits;
import io.granger.hub.store.MemoryStore;
import io.granger.hub.store.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two members in one process: one backup is enough when one of them goes without a word. */
class TwoMembersTest {

    private static HazelcastInstance first;
    private static HazelcastInstance second;

    @BeforeAll
    static void startMembers() {
        int one = Ports.free();
        int two = Ports.free();
        List<String> members = List.of("127.0.0.1:" + one, "127.0.0.1:" + two);
        String name = "granger-test-" + one;
        first = Hazelcast.newHazelcastInstance(
                HazelcastSettings.member(name, "127.0.0.1", one, members).config());
        second = Hazelcast.newHazelcastInstance(
                HazelcastSettings.member(name, "127.0.0.1", two, members).config());
    }

    @AfterAll
    static void stopMembers() {
        first.getLifecycleService().terminate();
        second.getLifecycleService().terminate();
    }

    /** Whatever is not plain bytes, numbers or text is never read. */
    private record Smuggled(String text) implements java.io.Serializable {}

    @Test
    void rows_ofAMemberThatIsGone_areThere() {
        assertThat(first.getCluster().getMembers()).hasSize(2);
        IMap<String, Object> other = first.getMap("other");
        other.set("smuggled", new Smuggled("x"));
        assertThatThrownBy(() -> other.get("smuggled")).hasMessageContaining("Smuggled is not allowed");

        try (MemoryStore firstStore = new MemoryStore(Runnable::run);
                MemoryStore secondStore = new MemoryStore(Runnable::run)) {
            HazelcastReplayBuffer firstBuffer = new HazelcastReplayBuffer(first);
            HazelcastReplayBuffer secondBuffer = new HazelcastReplayBuffer(second);
            ReplayProjection one = new ReplayProjection(firstStore, firstBuffer, 1_500);
            ReplayProjection two = new ReplayProjection(secondStore, secondBuffer, 1_500);
            IntStream.range(0, 1_000).forEach(i -> row(firstStore, i));
            IntStream.range(1_000, 1_400).forEach(i -> row(secondStore, i));
            drain(one);
            drain(two);
            assertThat(firstBuffer.size()).isEqualTo(1_400);

            // Over the bound together: the one that adds trims its own oldest.
            IntStream.range(1_400, 1_600).forEach(i -> row(secondStore, i));
            drain(two);
            assertThat(secondBuffer.size()).isEqualTo(1_450);
            assertThat(secondBuffer.get(Samples.taskId(1_149) + ".1-1")).isEmpty();
            assertThat(secondBuffer.get(Samples.taskId(1_150) + ".1-1")).isPresent();
            assertThat(secondBuffer.get(Samples.taskId(0) + ".1-1")).isPresent();

            first.getLifecycleService().terminate();
            LiveHub.eventually().until(() -> second.getCluster().getMembers().size() == 1);
            assertThat(secondBuffer.size()).isEqualTo(1_450);
            for (int i = 0; i < 1_000; i++) {
                assertThat(secondBuffer.get(Samples.taskId(i) + ".1-1")).hasValue(Samples.row(i, 1));
            }
        }
    }

    private static void row(MemoryStore store, int number) {
        Commits.commit(store, Change.NONE.withRows(List.of(Samples.row(number, 1))));
    }

    private static void drain(ReplayProjection projection) {
        while (projection.step()) {
            assertThat(projection.cursor()).isPositive();
        }
    }
}
