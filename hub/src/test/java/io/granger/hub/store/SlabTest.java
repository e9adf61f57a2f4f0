package io.granger.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Bytes in a slab beside the same bytes in a map. */
class SlabTest {
    private static final int PLACES = 40;

    private static byte[] bytes(Random random) {
        // Some of a few bytes, some too large to share an array, most so that some tens fill one.
        int[] most = {8, 200_000, 60_000};
        var bytes = new byte[random.nextInt(most[random.nextInt(most.length)])];
        random.nextBytes(bytes);
        return bytes;
    }

    @Property(tries = 30, seed = "41")
    void whatIsPutAndRemovedInAnyOrder_isThereAsInAMap(@ForAll long seed) {
        var random = new Random(seed);
        var slab = new Slab(PLACES);
        Map<Integer, byte[]> expected = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            int place = random.nextInt(PLACES);
            if (expected.remove(place) == null) {
                var bytes = bytes(random);
                slab.put(place, ByteBuffer.wrap(bytes));
                expected.put(place, bytes.clone());
                Arrays.fill(bytes, (byte) 1);
            } else {
                slab.remove(place);
            }
            int other = random.nextInt(PLACES);
            assertThat(slab.get(other)).isEqualTo(expected.get(other));
        }
        for (int place = 0; place < PLACES; place++) {
            assertThat(slab.get(place)).isEqualTo(expected.get(place));
        }
    }

    @Test
    void put_whereSomethingIs_isRefused() {
        var slab = new Slab(1);
        slab.put(0, ByteBuffer.wrap(new byte[] {1}));

        assertThatThrownBy(() -> slab.put(0, ByteBuffer.wrap(new byte[] {2}))).hasMessage("place 0 is taken");
        slab.remove(0);
        slab.remove(0);
        slab.put(0, ByteBuffer.wrap(new byte[] {3}));
        assertThat(slab.get(0)).containsExactly(3);
    }
}
