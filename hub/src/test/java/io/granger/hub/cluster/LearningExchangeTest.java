package io.granger.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.granger.hub.Ports;
import io.granger.hub.store.Samples;
import io.granger.rl.bandit.PartsBandit;
import io.granger.rl.option.OptionAgent;
import io.granger.routing.ExperienceRow;
import io.granger.routing.LearnedRouter;
import io.granger.routing.SharedLearning;
import io.granger.routing.SharedLearning.Message;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Learners on three real members, whose rounds the test calls. */
@Tag("slow")
class LearningExchangeTest {

    private static List<HazelcastInstance> instances;

    private Learning oldest;
    private Learning second;
    private Learning third;

    /** A learner whose thread is the test's; its state travels as the object it is. */
    private static final class Learning implements LearningMember {
        private static final Map<String, Map<String, byte[]>> STATES = new HashMap<>();

        private final LearnedRouter router = version();
        private final SharedLearning sharing;
        private final LearningExchange exchange;

        Learning(HazelcastInstance instance, String name, int... before) {
            learn(before);
            sharing = router.share(name);
            sharing.startMinute(1);
            exchange = new LearningExchange(instance, this);
        }

        final void learn(int... rows) {
            for (int row : rows) {
                router.learnStep(row(row));
            }
        }

        void round() {
            exchange.round();
        }

        /** Rows since the version. */
        long learnt() {
            return router.revision() - 20;
        }

        double[] values() {
            return router.score(row(0).decision().situation()).value();
        }

        @Override
        public String policy() {
            return router.policy();
        }

        @Override
        public Drained drain(boolean withState) {
            List<Message> messages = sharing.drain();
            String name = "state-" + STATES.size();
            if (withState) {
                STATES.put(name, sharing.state());
            }
            return new Drained(
                    messages, withState ? Optional.of(name.getBytes(StandardCharsets.UTF_8)) : Optional.empty());
        }

        @Override
        public void merge(List<Message> messages) {
            messages.forEach(sharing::merge);
        }

        @Override
        public void forgetAllBut(Set<String> ids) {
            sharing.forgetAllBut(ids);
        }

        @Override
        public boolean adopt(byte[] state) {
            return sharing.adopt(STATES.getOrDefault(new String(state, StandardCharsets.UTF_8), Map.of()));
        }
    }

    @BeforeAll
    static void startMembers() {
        int[] ports = {Ports.free(), Ports.free(), Ports.free()};
        List<String> members =
                IntStream.of(ports).mapToObj(port -> "127.0.0.1:" + port).toList();
        String name = "granger-learning-" + ports[0];
        instances = IntStream.of(ports)
                .mapToObj(port ->
                        Hazelcast.newHazelcastInstance(HazelcastSettings.member(name, "127.0.0.1", port, members)
                                .config()))
                .toList();
    }

    @AfterAll
    static void stopMembers() {
        instances.forEach(instance -> instance.getLifecycleService().terminate());
    }

    @BeforeEach
    void join() {
        assertThat(instances.getFirst().getCluster().getMembers()).hasSize(3);
        instances.getFirst().getMap(HazelcastSettings.LEARNING_MAP).clear();
        instances.getFirst().getMap(HazelcastSettings.LEARNT_MAP).clear();
        oldest = new Learning(instances.get(0), "oldest");
        second = new Learning(instances.get(1), "second");
        third = new Learning(instances.get(2), "third");
        rounds();
        rounds();
    }

    private void rounds() {
        oldest.round();
        second.round();
        third.round();
    }

    private static ExperienceRow row(int number) {
        return Samples.row(number, 1);
    }

    /** A version that was trained on twenty rows: its standardisation stays. */
    private static LearnedRouter version() {
        LearnedRouter trained = LearnedRouter.cold();
        IntStream.range(20, 40).forEach(number -> trained.learnStep(row(number)));
        Map<String, byte[]> files = trained.save();
        return new LearnedRouter(
                "trained",
                PartsBandit.restore(Objects.requireNonNull(files.get("auto-0/steps"))),
                OptionAgent.restore(Objects.requireNonNull(files.get("auto-0/options"))),
                true);
    }

    @Test
    void round_eachLearnt_allKnowAfterTwo() {
        oldest.learn(1, 2);
        second.learn(3);
        third.learn(4, 5, 6);

        rounds();
        rounds();

        Learning one = new Learning(instances.getFirst(), "one");
        one.learn(1, 2, 3, 4, 5, 6);
        for (Learning member : List.of(oldest, second, third)) {
            assertThat(member.router.revision()).isEqualTo(one.router.revision());
            assertThat(member.values()).containsExactly(one.values(), within(2e-3));
        }
    }

    @Test
    void round_again_nothingTwice() {
        oldest.learn(1);
        for (int i = 0; i < 12; i++) {
            rounds();
        }

        assertThat(List.of(oldest.learnt(), second.learnt(), third.learnt())).containsOnly(1L);
    }

    @Test
    void leave_learntSinceTheLastRound_notLost() {
        third.learn(7, 8);
        third.exchange.leave();

        oldest.round();

        assertThat(oldest.learnt()).isEqualTo(2);
    }

    /** What it forgot is what others know; what it learnt before it could join is added. */
    @Test
    void round_memberStartsAfresh_startsFromTheOldest() {
        oldest.learn(1, 2, 3, 4);
        rounds();
        Learning again = new Learning(instances.get(2), "third-again");
        again.learn(5);

        again.round();
        oldest.round();
        again.round();
        oldest.round();

        assertThat(again.learnt()).isEqualTo(5);
        assertThat(oldest.learnt()).isEqualTo(5);
        assertThat(again.values()).containsExactly(oldest.values(), within(1e-3));
    }

    /** A hub that knew more when it joined keeps it, and what the others send from then on is added. */
    @Test
    void round_memberKnowsMore_keepsItAndGoesOn() {
        oldest.learn(1);
        rounds();
        Learning rich = new Learning(instances.get(1), "second-again", 1, 2, 3);
        rich.round();
        oldest.round();
        rich.round();

        oldest.learn(9);
        oldest.round();
        rich.round();

        assertThat(rich.learnt()).isEqualTo(4);
    }
}
