package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.Scores;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.bandit.PartsBandit;
import io.granger.rl.option.OptionAgent;
import io.granger.routing.simulation.SeededDraws;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharedLearningTest {

    private static final double[] GOOD = {1, 0.9, 0.8, 1};
    private static final double[] BAD = {0, 0, 0, 0};

    private static final LearnedRouter CHOOSER = trained("any");

    private final LearnedRouter first = trained("trained-7");
    private final LearnedRouter second = trained("trained-7");
    private final LearnedRouter both = trained("trained-7");
    private final SharedLearning ofFirst = first.share("first");
    private final SharedLearning ofSecond = second.share("second");

    SharedLearningTest() {
        both.share("both").startMinute(1);
        ofFirst.startMinute(1);
        ofSecond.startMinute(1);
    }

    /** A version of a policy, every arm of whose rows is known. */
    private static LearnedRouter trained(String policy) {
        Map<String, byte[]> files = Fixtures.trained(1).save();
        return new LearnedRouter(
                policy,
                PartsBandit.restore(Objects.requireNonNull(files.get("auto-0/steps"))),
                OptionAgent.restore(Objects.requireNonNull(files.get("auto-0/options"))),
                true);
    }

    private static Situation steps() {
        return Fixtures.steps(Fixtures.spoke("a@1.0.0/extract", 1, 1, 0), Fixtures.spoke("b@1.0.0/extract", 1, 1, 0));
    }

    private static ExperienceRow step(int seed, double[] targets) {
        return step(seed, "extract", targets);
    }

    private static ExperienceRow step(int seed, String capability, double[] targets) {
        DecisionMaker maker =
                new DecisionMaker(Fixtures.routers(Optional.of(CHOOSER)), new SeededDraws(seed), 1, 250, () -> 0);
        DecisionRequest request = new DecisionRequest(
                "d" + seed,
                "t-1",
                1,
                1,
                Level.STEP,
                1_000,
                "documents",
                Optional.of(capability),
                "",
                steps(),
                RoutingMode.RL,
                Arm.TREATMENT);
        return Fixtures.row(maker.decide(request), 0, targets, false);
    }

    private static void exchange(SharedLearning from, SharedLearning to) {
        from.drain().forEach(message -> assertThat(to.merge(message)).isTrue());
    }

    /** Steps of two members in turn: values as of one router that learnt them all, but for how noise and beliefs are weighed. */
    @Test
    void merge_stepsOfBoth_valuesOfOneThatLearntAll() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 60; i++) {
            ExperienceRow row = step(i, random.nextInt(3) == 0 ? BAD : GOOD);
            (i % 2 == 0 ? first : second).learnStep(row);
            both.learnStep(row);
        }
        exchange(ofFirst, ofSecond);
        exchange(ofSecond, ofFirst);

        Scores expected = both.score(steps());
        for (LearnedRouter router : List.of(first, second)) {
            Scores found = router.score(steps());
            assertThat(found.value()).containsExactly(expected.value(), within(.05));
            assertThat(found.spread()).containsExactly(expected.spread(), within(.05));
            assertThat(router.revision()).isEqualTo(both.revision());
        }
    }

    @Test
    void merge_messageTwice_countsOnce() {
        first.learnStep(step(1, GOOD));
        SharedLearning.Message message = ofFirst.drain().getFirst();

        assertThat(ofSecond.merge(message)).isTrue();
        Map<String, byte[]> once = second.save();
        assertThat(ofSecond.merge(message)).isFalse();
        assertThat(ofFirst.merge(message)).as("its own").isFalse();

        assertThat(second.save()).usingRecursiveComparison().isEqualTo(once);
        assertThat(ofFirst.drain()).isEmpty();
    }

    @Test
    void merge_otherPolicyOrDamaged_refused() {
        LearnedRouter other = trained("trained-8");
        SharedLearning ofOther = other.share("other");
        other.learnStep(step(1, GOOD));
        SharedLearning.Message message = ofOther.drain().getFirst();
        byte[] damaged = message.bytes().clone();
        damaged[40] ^= 1;

        assertThatExceptionOfType(SnapshotRejected.class)
                .isThrownBy(() -> ofFirst.merge(message))
                .withMessage("policy must be trained-7, is trained-8");
        assertThatExceptionOfType(SnapshotRejected.class)
                .isThrownBy(() -> ofOther.merge(new SharedLearning.Message("first/1", damaged)));
        assertThat(ofFirst.knows(message.id())).isFalse();
    }

    /** One joins: takes over what the other knows, then what it had sent itself and the other had not seen. */
    @Test
    void adopt_joiner_knowsWhatBothKnew() {
        first.learnStep(step(1, GOOD));
        first.learnStep(step(2, GOOD));
        List<SharedLearning.Message> seen = ofFirst.drain();
        second.learnStep(step(3, BAD));
        List<SharedLearning.Message> unseen = ofSecond.drain();
        for (int seed = 1; seed <= 3; seed++) {
            both.learnStep(step(seed, seed == 3 ? BAD : GOOD));
        }

        assertThat(ofSecond.adopt(ofFirst.state())).isTrue();
        assertThat(second.save())
                .as("the same to the last bit")
                .usingRecursiveComparison()
                .isEqualTo(first.save());
        assertThat(ofSecond.merge(seen.getFirst())).as("in the state").isFalse();
        assertThat(ofSecond.merge(unseen.getFirst())).as("not in the state").isTrue();

        assertThat(second.score(steps()).value())
                .containsExactly(both.score(steps()).value(), within(.02));
        assertThat(second.revision()).isEqualTo(both.revision());
    }

    @Test
    void adopt_stateThatKnowsLess_ownStays() {
        second.learnStep(step(1, GOOD));
        SharedLearning again = second.share("second-again");
        Map<String, byte[]> before = second.save();

        assertThat(again.adopt(ofFirst.state())).isFalse();

        assertThat(second.save()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void adopt_noState_refused() {
        assertThatExceptionOfType(SnapshotRejected.class)
                .isThrownBy(() -> ofFirst.adopt(Map.of()))
                .withMessageStartingWith("state must be of trained-7");
    }

    @Test
    void forgetAllBut_messagesThatAreGone() {
        first.learnStep(step(1, GOOD));
        SharedLearning.Message message = ofFirst.drain().getFirst();

        ofFirst.forgetAllBut(Set.of("another/1"));

        assertThat(ofFirst.knows(message.id())).isFalse();
    }

    /** 300 capabilities of one arm each, in messages of at most 128 arms. */
    @Test
    void drain_manyArms_severalMessages() {
        LearnedRouter router = LearnedRouter.cold();
        SharedLearning sharing = router.share("one");
        for (int i = 0; i < 300; i++) {
            router.learnStep(step(i, "c" + i, GOOD));
        }
        assertThat(sharing.drain()).hasSize(3);
        assertThat(sharing.drain()).isEmpty();
    }
}
