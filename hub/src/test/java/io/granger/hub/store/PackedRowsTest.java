package io.granger.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Packed rows beside the same in a map. */
class PackedRowsTest {

    private static void same(PackedRows packed, Map<String, byte[]> expected) {
        Map<String, byte[]> told = new HashMap<>();
        packed.forEach((id, row) -> assertThat(told.put(id, row)).isNull());
        assertThat(told.keySet()).isEqualTo(expected.keySet());
        told.forEach((id, row) -> assertThat(row).isEqualTo(expected.get(id)));
        assertThat(packed.size()).isEqualTo(expected.size());
    }

    @Property(tries = 60, seed = "43")
    void whatIsAddedAndRemovedInAnyOrder_isThereAsInAMap(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int ids) {
        var random = new Random(seed);
        var packed = new PackedRows();
        Map<String, byte[]> expected = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            String id = "décision-" + random.nextInt(ids);
            if (random.nextInt(3) > 0) {
                var row = new byte[random.nextInt(20) == 0 ? 5_000 : random.nextInt(700)];
                random.nextBytes(row);
                assertThat(packed.add(id, row)).isEqualTo(expected.putIfAbsent(id, row.clone()) == null);
                Arrays.fill(row, (byte) 1);
            } else {
                assertThat(packed.remove(id)).isEqualTo(expected.remove(id) != null);
            }
            String asked = "décision-" + random.nextInt(ids);
            assertThat(packed.get(asked).orElse(null)).isEqualTo(expected.get(asked));
        }
        same(packed, expected);
    }

    /** "Aa" and "BB" have one hash. */
    @Test
    void idsOfOneHash_areTwo() {
        var packed = new PackedRows();
        assertThat(packed.add("Aa", new byte[] {1})).isTrue();
        assertThat(packed.add("BB", new byte[] {2})).isTrue();
        assertThat(packed.remove("Aa")).isTrue();
        assertThat(packed.get("BB")).hasValueSatisfying(row -> assertThat(row).containsExactly(2));
        same(packed, Map.of("BB", new byte[] {2}));
    }

    /** As a buffer at its bound does it: the newest come, the oldest go, a hundred times all of it. */
    @Test
    void comingAndGoing_isTheNewest() {
        var packed = new PackedRows();
        int kept = 1_000;
        for (int i = 0; i < 100 * kept; i++) {
            packed.add("d" + i, new byte[] {(byte) i, 1, 2});
            packed.remove("d" + (i - kept));
        }
        Map<String, byte[]> newest = new HashMap<>();
        for (int i = 99 * kept; i < 100 * kept; i++) {
            newest.put("d" + i, new byte[] {(byte) i, 1, 2});
        }
        same(packed, newest);
    }
}
