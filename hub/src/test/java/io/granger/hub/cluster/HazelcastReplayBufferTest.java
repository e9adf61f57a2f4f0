package io.granger.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.granger.hub.store.EncodedRow;
import io.granger.hub.store.RowCodec;
import io.granger.hub.store.Samples;
import io.granger.rl.replay.Entry;
import io.granger.rl.replay.InMemoryReplayBuffer;
import io.granger.rl.replay.ReplayBuffer;
import io.granger.rl.replay.ReplayBufferContract;
import io.granger.routing.ExperienceRow;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of replay buffers over a real member that stands alone, and what is this one's own. */
class HazelcastReplayBufferTest extends ReplayBufferContract<ExperienceRow> {

    private static HazelcastInstance member;
    private HazelcastReplayBuffer buffer;

    @BeforeAll
    static void startMember() {
        member = Hazelcast.newHazelcastInstance(HazelcastSettings.alone().config());
    }

    @AfterAll
    static void stopMember() {
        member.shutdown();
    }

    @BeforeEach
    void clearBuffer() {
        member.getMap(HazelcastSettings.REPLAY_MAP).clear();
        buffer = new HazelcastReplayBuffer(member);
    }

    @Override
    protected ReplayBuffer<ExperienceRow> emptyBuffer() {
        return buffer;
    }

    @Override
    protected ExperienceRow value(int number) {
        return Samples.row(number, 1);
    }

    private static List<Entry<ExperienceRow>> entries(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(task -> entry(Samples.row(task, 1)))
                .toList();
    }

    private static Entry<ExperienceRow> entry(ExperienceRow row) {
        return new Entry<>(row.decision().decisionId(), row);
    }

    @Test
    void addRows_asTheStoreEncodedThem_areTheSameRows() {
        ExperienceRow row = Samples.row(1, 1);
        EncodedRow encoded = encoded(row);
        assertThat(buffer.addRows(List.of(encoded, encoded))).isEqualTo(1);
        assertThat(buffer.addAll(List.of(entry(row)))).isZero();
        assertThat(buffer.get(row.decision().decisionId())).hasValue(row);
    }

    /** As after a split of the cluster: two hubs closed the same decision. */
    @Test
    void addRows_anotherMemberWasFirst_itsRowStays() {
        ExperienceRow first = Samples.row(1, 1);
        buffer.addRows(List.of(encoded(first)));
        byte[] other = RowCodec.encodeRow(Samples.row(2, 1));
        assertThat(buffer.addRows(List.of(new EncodedRow(1, first.decision().decisionId(), other))))
                .isZero();
        assertThat(buffer.get(first.decision().decisionId())).hasValue(first);
    }

    @Test
    void ids_areOfAllShards() {
        List<Entry<ExperienceRow>> everywhere = IntStream.range(0, 300)
                .mapToObj(i -> new Entry<>("d" + i, Samples.row(i, 1)))
                .toList();
        buffer.addAll(everywhere);
        assertThat(buffer.ids())
                .containsExactlyInAnyOrderElementsOf(
                        everywhere.stream().map(Entry::id).toList());
        assertThat(buffer.size()).isEqualTo(300);
        assertThat(member.getMap(HazelcastSettings.REPLAY_MAP).size()).isBetween(2, RowShard.SHARDS);
    }

    private static EncodedRow encoded(ExperienceRow row) {
        return new EncodedRow(1, row.decision().decisionId(), RowCodec.encodeRow(row));
    }

    @Test
    void removeAll_someUnknown_countsTheOthers() {
        buffer.addAll(entries(0, 600));
        List<String> ids = entries(500, 700).stream().map(Entry::id).toList();
        assertThat(buffer.removeAll(ids)).isEqualTo(100);
        assertThat(buffer.size()).isEqualTo(500);
        assertThat(buffer.get(ids.getFirst())).isEmpty();
    }

    @Test
    void sample_sameSeedSameContent_drawsTheSame() {
        buffer.addAll(entries(0, 50));
        List<ExperienceRow> drawn = buffer.sample(20, new Random(3));
        assertThat(drawn).hasSize(20);
        assertThat(new HazelcastReplayBuffer(member).sample(20, new Random(3))).isEqualTo(drawn);
    }

    @Test
    void sample_afterAddsAndRemovals_meetsWhatIsThere() {
        buffer.addAll(entries(0, 10));
        buffer.sample(1, new Random(1));
        // Another view of the same map changes it without changing its size.
        HazelcastReplayBuffer other = new HazelcastReplayBuffer(member);
        other.addAll(entries(10, 20));
        other.removeAll(entries(0, 10).stream().map(Entry::id).toList());
        List<ExperienceRow> drawn = buffer.sample(100, new Random(1));
        assertThat(drawn)
                .hasSize(100)
                .allMatch(row ->
                        row.decision().atMs() >= Samples.row(10, 1).decision().atMs());
    }

    @Test
    void addAll_idsThatAreNoTimes_areKeptToo() {
        Entry<ExperienceRow> other = new Entry<>("elsewhere", Samples.row(1, 1));
        assertThat(buffer.addAll(List.of(other, entry(Samples.row(1, 1))))).isEqualTo(2);
        assertThat(buffer.get("elsewhere")).hasValue(Samples.row(1, 1));
        assertThat(buffer.removeAll(List.of("elsewhere"))).isEqualTo(1);
        assertThat(buffer.size()).isEqualTo(1);
    }

    /** The second implementation is the buffer in memory. */
    @Test
    void randomHistory_answersAsTheBufferInMemory() {
        ReplayBuffer<ExperienceRow> model = new InMemoryReplayBuffer<>();
        Random random = new Random(11);
        for (int i = 0; i < 60; i++) {
            int from = random.nextInt(100);
            List<Entry<ExperienceRow>> some = entries(from, from + random.nextInt(30));
            if (random.nextBoolean()) {
                assertThat(buffer.addAll(some)).isEqualTo(model.addAll(some));
            } else {
                List<String> ids = some.stream().map(Entry::id).toList();
                assertThat(buffer.removeAll(ids)).isEqualTo(model.removeAll(ids));
            }
            assertThat(buffer.size()).isEqualTo(model.size());
            some.forEach(entry -> assertThat(buffer.get(entry.id())).isEqualTo(model.get(entry.id())));
        }
    }
}
