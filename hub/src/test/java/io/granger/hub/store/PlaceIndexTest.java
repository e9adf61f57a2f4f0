package io.granger.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Places found by hash beside the same looked for one by one. */
class PlaceIndexTest {
    @Property(tries = 200, seed = "42")
    void whatIsAddedAndRemovedInAnyOrder_isFound(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 50) int places,
            @ForAll @IntRange(max = 40) int hashes) {
        var random = new Random(seed);
        var index = new PlaceIndex(places);
        Map<Integer, Integer> expected = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            int place = random.nextInt(places);
            if (expected.remove(place) == null) {
                // Few hashes: many places have the same, and neighbours meet at the end of the table.
                int hash = random.nextInt() >> Math.min(31, hashes);
                index.add(hash, place);
                expected.put(place, hash);
            } else {
                index.remove(place);
            }
            int asked = expected.getOrDefault(random.nextInt(places), random.nextInt());
            assertThat(index.places(asked))
                    .containsExactlyInAnyOrder(expected.entrySet().stream()
                            .filter(e -> e.getValue() == asked)
                            .mapToInt(Map.Entry::getKey)
                            .toArray());
        }
    }
}
