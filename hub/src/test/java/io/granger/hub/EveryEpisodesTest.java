package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EveryEpisodesTest {
    @Test
    void dueOnceForEveryTen_notWhileARunIsUnderWay() {
        var every = new EveryEpisodes(10);

        assertThat(every.isDue(9, false)).isFalse();
        assertThat(every.isDue(10, false)).isTrue();
        assertThat(every.isDue(10, false)).isFalse();
        assertThat(every.isDue(25, true)).isFalse();
        assertThat(every.isDue(25, false)).isTrue();
        assertThat(every.isDue(34, false)).isFalse();
        assertThat(every.isDue(35, false)).isTrue();
    }

    @Test
    void never_byDefault() {
        assertThat(new EveryEpisodes(0).isWanted()).isFalse();
        assertThat(new EveryEpisodes(0).isDue(1_000_000, false)).isFalse();
    }
}
