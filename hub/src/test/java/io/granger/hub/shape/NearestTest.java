package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN = List.of("holdout", "share", "mode", "preset");

    @Test
    void of_typo() {
        assertThat(Nearest.of("holdot", KNOWN)).contains("holdout");
        assertThat(Nearest.of("sahre", KNOWN)).contains("share");
        assertThat(Nearest.of("MODE", KNOWN)).contains("mode");
    }

    @Test
    void of_nothingNear() {
        assertThat(Nearest.of("zzzzzzzz", KNOWN)).isEmpty();
        assertThat(Nearest.of("holdot", List.of())).isEmpty();
    }

    @Test
    void of_tie_firstInTheAlphabet() {
        assertThat(Nearest.of("ca", List.of("cb", "ca1", "aa"))).contains("aa");
    }

    @Test
    void distance_byHand() {
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("ab", "ba")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("same", "same")).isZero();
    }

    @Property(seed = "1", tries = 200)
    void distance_isSymmetric(@ForAll @StringLength(max = 8) String a, @ForAll @StringLength(max = 8) String b) {
        assertThat(Nearest.distance(a, b)).isEqualTo(Nearest.distance(b, a));
    }
}
