package io.granger.routing;

import static io.granger.routing.Fixtures.spoke;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaskRuleTest {
    private static CandidateEntry closing(String id, int rank, Mask... facts) {
        CandidateEntry entry = spoke(id, 1, 1, 0, facts);
        return CandidateEntry.raw(id, entry.features(), Facts.withClosingRank(entry.facts(), rank));
    }

    private static String shown(List<CandidateEntry> masked) {
        StringBuilder text = new StringBuilder();
        for (CandidateEntry entry : masked) {
            text.append(entry.id()).append(':');
            text.append(
                    entry.breakerLast()
                            ? "breaker-last"
                            : entry.mask().map(Mask::word).orElse("ok"));
            text.append(' ');
        }
        return text.toString().strip();
    }

    private static String masked(CandidateEntry... entries) {
        return shown(MaskRule.mask(List.of(entries)));
    }

    @Test
    void mask_firstReasonInOrder() {
        assertThat(masked(spoke("a", 1, 1, 0, Mask.AVOID, Mask.TYPE, Mask.BREAKER), spoke("b", 1, 1, 0)))
                .isEqualTo("a:type b:ok");
    }

    @Test
    void mask_onlyBreakers() {
        assertThat(masked(closing("a", 2, Mask.BREAKER), closing("b", 0, Mask.BREAKER), closing("c", 1, Mask.BREAKER)))
                .isEqualTo("a:breaker b:breaker-last c:breaker");
    }

    @Test
    void mask_breakersBesideHardOnes() {
        assertThat(masked(closing("a", 0, Mask.BREAKER, Mask.DRAINING), closing("b", 1, Mask.BREAKER)))
                .isEqualTo("a:draining b:breaker-last");
    }

    @Test
    void mask_breakersWhileOthersWait() {
        List<CandidateEntry> masked =
                MaskRule.mask(List.of(closing("a", 0, Mask.BREAKER), closing("b", 0, Mask.CONCURRENCY)));
        assertThat(shown(masked)).isEqualTo("a:breaker b:concurrency");
        assertThat(MaskRule.waits(masked)).isTrue();
    }

    @Test
    void mask_probeInFlight() {
        List<CandidateEntry> masked = MaskRule.mask(List.of(closing("a", 0, Mask.BREAKER, Mask.CONCURRENCY)));
        assertThat(shown(masked)).isEqualTo("a:breaker");
        assertThat(MaskRule.waits(masked)).isTrue();
    }

    @Test
    void mask_hardOnly() {
        List<CandidateEntry> masked = MaskRule.mask(List.of(spoke("a", 1, 1, 0, Mask.LEASE, Mask.CONCURRENCY)));
        assertThat(shown(masked)).isEqualTo("a:lease");
        assertThat(MaskRule.waits(masked)).isFalse();
    }

    @Test
    void mask_lastResort() {
        CandidateEntry escalate = spoke("escalate", 1, 1, 0, Mask.OTHERS_LEFT);
        assertThat(masked(escalate, spoke("retry", 1, 1, 0))).isEqualTo("escalate:others-left retry:ok");
        assertThat(masked(escalate, spoke("retry", 1, 1, 0, Mask.ATTEMPTS))).isEqualTo("escalate:ok retry:attempts");
        assertThat(masked(escalate, closing("retry", 0, Mask.BREAKER)))
                .isEqualTo("escalate:others-left retry:breaker-last");
    }

    @Test
    void mask_isIdempotent() {
        List<CandidateEntry> once = MaskRule.mask(List.of(closing("a", 1, Mask.BREAKER), spoke("b", 1, 1, 0)));
        assertThat(MaskRule.mask(once)).isEqualTo(once);
        assertThat(MaskRule.firstDifference(once)).isEqualTo(-1);
    }

    @Test
    void facts_rankBesideBits() {
        int facts = Facts.withClosingRank(Facts.of(Mask.BREAKER, Mask.TYPE), 5);
        assertThat(Facts.closingRank(facts)).isEqualTo(5);
        assertThat(Facts.holds(facts, Mask.TYPE)).isTrue();
        assertThat(Facts.holds(facts, Mask.LEASE)).isFalse();
        assertThat(Facts.closingRank(Facts.withClosingRank(facts, 1000))).isEqualTo(Facts.MAX_CLOSING_RANK);
    }

    @Test
    void masks_haveOneBitAndOneWordEach() {
        Set<Integer> bits = new HashSet<>();
        Set<String> words = new HashSet<>();
        for (Mask mask : Mask.values()) {
            assertThat(Integer.bitCount(mask.bit())).isEqualTo(1);
            bits.add(mask.bit());
            words.add(mask.word());
            assertThat(Mask.of(mask.word())).contains(mask);
        }
        assertThat(bits).hasSize(Mask.values().length);
        assertThat(words).hasSize(Mask.values().length);
    }
}
