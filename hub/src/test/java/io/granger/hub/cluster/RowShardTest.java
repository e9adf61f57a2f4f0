package io.granger.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import io.granger.hub.store.EncodedRow;
import io.granger.hub.task.TaskIds;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which rows lie together, and what a shard is after a move or a split of the cluster. */
class RowShardTest {

    private static final int SPAN_MS = 32;
    private static final long BEGINS_MS = 1_700_000_000L * RowShard.SHARDS * SPAN_MS;

    private static String id(long atMs) {
        return new TaskIds(new Random(atMs)).next(atMs) + ".1-1";
    }

    private static EncodedRow row(int number) {
        return new EncodedRow(number, "d" + number, new byte[] {(byte) number, 7});
    }

    private static RowShard shard(int from, int to) {
        RowShard shard = new RowShard();
        shard.add(IntStream.range(from, to).mapToObj(RowShardTest::row).toList());
        return shard;
    }

    @Test
    void of_timeGoesOn_eachSpanIsTheNextShards() {
        for (int ms = 0; ms < 3 * RowShard.SHARDS * SPAN_MS; ms++) {
            assertThat(RowShard.of(id(BEGINS_MS + ms))).isEqualTo(ms / SPAN_MS % RowShard.SHARDS);
        }
    }

    @Test
    void of_idsThatAreNoTimes_isAnyShard() {
        for (String id : List.of("elsewhere", "t-", "t-0123", "t-01234567!90.1-1")) {
            assertThat(RowShard.of(id)).isBetween(0, RowShard.SHARDS - 1);
        }
    }

    @Test
    void serialized_isTheSameElsewhere() {
        InternalSerializationService wire = new DefaultSerializationServiceBuilder()
                .addDataSerializableFactory(GridWire.FACTORY, new GridWire())
                .build();
        RowShard moved = wire.toObject(wire.toData(shard(0, 200)));
        wire.dispose();
        assertThat(moved.ids())
                .containsExactlyInAnyOrderElementsOf(shard(0, 200).ids());
        assertThat(moved.row("d17"))
                .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(17, 7));
    }

    /** Of both; of a decision that both closed, the row that is here. */
    @Test
    void join_afterASplit_hasAllRows() {
        RowShard here = shard(0, 6);
        RowShard there = shard(4, 9);
        there.remove(List.of("d5"));
        there.add(List.of(new EncodedRow(5, "d5", new byte[] {55})));

        RowShard joined = here.join(there);

        assertThat(joined.ids()).containsExactlyInAnyOrderElementsOf(shard(0, 9).ids());
        assertThat(joined.row("d5"))
                .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(5, 7));
        assertThat(here.size()).isEqualTo(6);
    }
}
