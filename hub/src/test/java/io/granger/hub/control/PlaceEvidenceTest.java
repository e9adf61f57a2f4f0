package io.granger.hub.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.control.PlaceEvidence.Observation;
import io.granger.rl.ope.Verdict;
import io.granger.routing.Arm;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What counts at a place of a rollout, and what it shows. */
class PlaceEvidenceTest {
    private static final Observation GOOD = new Observation(1, 1, 1);
    private static final Observation BAD = new Observation(0, 0, 0);

    private final PlaceEvidence evidence = new PlaceEvidence(Plans.SMALL, 1);

    private static void key(PlaceEvidence to, long key, Arm arm, Observation seen) {
        assertThat(to.accepted("t-" + key, Optional.of(key), arm)).isTrue();
        assertThat(to.ended("t-" + key, Optional.of(seen))).isTrue();
    }

    @Test
    void key_countsOnceWhateverItsTasks() {
        assertThat(evidence.accepted("t-1", Optional.of(7L), Arm.TREATMENT)).isTrue();
        assertThat(evidence.accepted("t-2", Optional.of(7L), Arm.TREATMENT)).isFalse();
        // The second task ends first: the first one still is the one that counts.
        assertThat(evidence.ended("t-2", Optional.of(BAD))).isFalse();
        assertThat(evidence.ended("t-1", Optional.of(GOOD))).isTrue();
        assertThat(evidence.ended("t-1", Optional.of(GOOD))).isFalse();
        assertThat(evidence.treated()).isEqualTo(1);
        assertThat(evidence.sequence(0).treated()).isEqualTo(1);
    }

    @Test
    void taskWithoutKey_isItsOwn_andNotRemembered() {
        assertThat(evidence.accepted("t-1", Optional.empty(), Arm.CONTROL)).isTrue();
        evidence.ended("t-1", Optional.of(GOOD));

        assertThat(evidence.keys()).isEmpty();
        assertThat(evidence.others()).isEqualTo(1);
    }

    @Test
    void armNone_countsInShadowOnly() {
        assertThat(evidence.accepted("t-1", Optional.empty(), Arm.NONE)).isFalse();
        var shadow = new PlaceEvidence(Plans.SMALL, RolloutPlan.SHADOW);
        for (int i = 0; i < 5; i++) {
            assertThat(shadow.finding().kind()).isEqualTo(Finding.Kind.OPEN);
            key(shadow, i, Arm.NONE, GOOD);
        }
        assertThat(shadow.finding().kind()).isEqualTo(Finding.Kind.READY);
    }

    @Test
    void canary_isComparedWithControlAndHoldout() {
        key(evidence, 1, Arm.CONTROL, GOOD);
        key(evidence, 2, Arm.HOLDOUT, BAD);
        key(evidence, 3, Arm.TREATMENT, GOOD);

        assertThat(evidence.others()).isEqualTo(2);
        assertThat(evidence.sequence(0).difference()).isEqualTo(1 - .5);
        assertThat(evidence.finding().sentence()).isEqualTo("insufficient data: 1 and 2 keys of 5 an arm");
    }

    @Test
    void cutOff_isCountedApart_andBlocksAPromotion() {
        var random = new Random(3);
        for (int i = 0; i < 400; i++) {
            boolean treated = random.nextBoolean();
            key(evidence, i, treated ? Arm.TREATMENT : Arm.CONTROL, treated ? GOOD : BAD);
        }
        assertThat(evidence.finding().kind()).isEqualTo(Finding.Kind.BETTER);
        for (int i = 400; i < 420; i++) {
            evidence.accepted("t-" + i, Optional.empty(), Arm.TREATMENT);
            evidence.ended("t-" + i, Optional.empty());
        }

        assertThat(evidence.censored()).isEqualTo(20.0 / (20 + evidence.treated()));
        assertThat(evidence.finding().kind()).isEqualTo(Finding.Kind.OPEN);
        assertThat(evidence.finding().sentence()).contains("not promoted", "cut off");
    }

    @Test
    void keysOnOneSideOnly_areNoRatio_andBlockAPromotion() {
        // By hand: n treated keys of share .5 give the product of (50 + i) / (.5 (100 + i)), above 1,000 from n = 17
        // on.
        for (int i = 0; i < 16; i++) {
            key(evidence, i, Arm.TREATMENT, GOOD);
        }
        assertThat(evidence.isRatioWrong()).isFalse();
        for (int i = 16; i < 50; i++) {
            key(evidence, i, Arm.TREATMENT, GOOD);
        }
        assertThat(evidence.isRatioWrong()).isTrue();
    }

    @Test
    void ratio_wealthByHand() {
        var ratio = new SampleRatio();
        ratio.update(true, .5);
        ratio.update(true, .5);
        ratio.update(false, .5);

        // 1, then (51/101) / .5, then (1 - 52/102) / .5
        assertThat(Math.exp(ratio.logWealth())).isCloseTo(51 / 50.5 * (100 / 102.0), within());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-12);
    }

    @Test
    void restored_goesOnAsIfNothingHappened() {
        var random = new Random(5);
        var other = evidence;
        var kept = new PlaceEvidence(Plans.SMALL, 1);
        for (int i = 0; i < 300; i++) {
            boolean treated = random.nextBoolean();
            var seen = random.nextDouble() < .7 ? GOOD : BAD;
            key(kept, i, treated ? Arm.TREATMENT : Arm.CONTROL, seen);
            key(other, i, treated ? Arm.TREATMENT : Arm.CONTROL, seen);
            if (i % 50 == 0) {
                other.accepted("t-open", Optional.empty(), Arm.TREATMENT);
                other = PlaceEvidence.restore(Plans.SMALL, 1, other.sums(), other.keys(), other.open());
                kept.accepted("t-open", Optional.empty(), Arm.TREATMENT);
            }
        }

        assertThat(other.sums().since()).isEqualTo(kept.sums().since());
        assertThat(other.sums().counts()).isEqualTo(kept.sums().counts());
        assertThat(other.keys()).isEqualTo(kept.keys());
        assertThat(other.open()).isEqualTo(kept.open()).containsOnlyKeys("t-open");
        assertThat(other.accepted("t-301", Optional.of(299L), Arm.CONTROL)).isFalse();
        assertThat(other.verdict()).isEqualTo(kept.verdict());
    }

    @Test
    void goodForLong_thenBad_isSeenSoon() {
        var rl = new PlaceEvidence(Plans.SMALL, 2);
        var random = new Random(11);
        for (int i = 0; i < 50_000; i++) {
            boolean treated = random.nextDouble() < .95;
            key(rl, i, treated ? Arm.TREATMENT : Arm.HOLDOUT, random.nextDouble() < (treated ? .9 : .8) ? GOOD : BAD);
        }
        assertThat(rl.verdict()).isEqualTo(Verdict.BETTER);
        int needed = 0;
        while (rl.verdict() != Verdict.WORSE && needed < 50_000) {
            boolean treated = random.nextDouble() < .95;
            int key = 50_000 + needed++;
            key(rl, key, treated ? Arm.TREATMENT : Arm.HOLDOUT, random.nextDouble() < (treated ? .5 : .8) ? GOOD : BAD);
        }

        assertThat(needed).isLessThan(5_000);
        assertThat(rl.finding().sentence()).startsWith("worse by ");
    }

    @Test
    void everyTaskSucceeds_goodForLong_thenBad_isSeenAsSoonAsIfItHadBeenBadFromTheStart() {
        // 5 % are compared; they are worth .8, the policy .9 and then .5. Successes and latencies say nothing.
        int fresh = keysUntilWorse(new PlaceEvidence(Plans.SMALL, 2), new Random(12), 0);
        var rl = new PlaceEvidence(Plans.SMALL, 2);
        var random = new Random(12);
        for (int i = 0; i < 50_000; i++) {
            rewarded(rl, i, random, .9);
        }

        // A fresh gambler on reward needs ln(2 * 164); after some 40 new beginnings ln(2 * 164 * 40 * 40), from as low
        // as .01: 3 times that.
        assertThat(keysUntilWorse(rl, random, 50_000)).isLessThan(4 * fresh);
        // The mean over the whole place is still better: what is told is what the last gambler saw.
        assertThat(rl.finding().sentence()).startsWith("worse by reward: -0.");
    }

    private static int keysUntilWorse(PlaceEvidence rl, Random random, int from) {
        int needed = 0;
        while (rl.verdict() != Verdict.WORSE && needed < 50_000) {
            rewarded(rl, from + needed++, random, .5);
        }
        return needed;
    }

    private static void rewarded(PlaceEvidence rl, int key, Random random, double policy) {
        boolean treated = random.nextDouble() < .95;
        double reward = random.nextDouble() < (treated ? policy : .8) ? 1 : 0;
        key(
                rl,
                key,
                treated ? Arm.TREATMENT : Arm.HOLDOUT,
                new PlaceEvidence.Observation(reward, 1, random.nextDouble()));
    }
}
