package io.granger.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Room is as large as what tasks of a pipeline came to need, by hand. */
class RowGrowthTest {
    private final RowGrowth growth = new RowGrowth();

    @Test
    void expected_nothingSeen_none() {
        assertThat(growth.expected("documents")).isZero();
    }

    @Test
    void observe_moreAtOnce_lessSlowly() {
        growth.observe("documents", 40);
        growth.observe("documents", 200);
        assertThat(growth.expected("documents")).isEqualTo(200);

        growth.observe("documents", 40);
        assertThat(growth.expected("documents")).isEqualTo(200 - 160 / 16);

        IntStream.range(0, 100).forEach(i -> growth.observe("documents", 40));
        assertThat(growth.expected("documents")).isBetween(40, 55);
        assertThat(growth.expected("images")).isZero();
    }

    @Test
    void observe_shrinksOrGrowsByALot_withinTheBounds() {
        growth.observe("documents", -90);
        growth.observe("images", 9_000);

        assertThat(growth.expected("documents")).isZero();
        assertThat(growth.expected("images")).isEqualTo(RowGrowth.MOST);
    }

    @Test
    void observe_pipelinesWithoutEnd_bounded() {
        IntStream.range(0, 5_000).forEach(i -> growth.observe("pipeline " + i, 9));

        assertThat(IntStream.range(0, 5_000).filter(i -> growth.expected("pipeline " + i) > 0))
                .hasSizeBetween(1, 1_000);
    }
}
