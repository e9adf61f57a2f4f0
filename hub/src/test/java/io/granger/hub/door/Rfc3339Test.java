package io.granger.hub.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class Rfc3339Test {

    @Test
    void of_wholeSecond_hasNoFraction() {
        assertThat(Rfc3339.of(1_700_000_000_000L)).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(Rfc3339.of(1_700_000_000_007L)).isEqualTo("2023-11-14T22:13:20.007Z");
    }

    @Property
    void of_anyTimeTwice_isWhatTheInstantSays(
            @ForAll @LongRange(min = -99_999_999_999_999L, max = 99_999_999_999_999L) long ms) {
        assertThat(Rfc3339.of(ms)).isEqualTo(Instant.ofEpochMilli(ms).toString());
        assertThat(Rfc3339.of(ms)).isEqualTo(Instant.ofEpochMilli(ms).toString());
    }

    @Property
    void of_timesThatShareAPlace_areToldApart(@ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
        assertThat(Rfc3339.of(second * 1_000))
                .isEqualTo(Instant.ofEpochSecond(second).toString());
        assertThat(Rfc3339.of((second + 64) * 1_000))
                .isEqualTo(Instant.ofEpochSecond(second + 64).toString());
    }
}
