package io.granger.hub.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.LiveHub;
import io.granger.hub.store.MemoryStore;
import io.granger.hub.store.Samples;
import io.granger.routing.ExperienceRow;
import java.util.ArrayDeque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyKeeperTest {
    private final MemoryStore store = new MemoryStore(Runnable::run);
    private final Learner learner = Learner.restore(name -> Optional.empty(), true, LearningQueue.AT_ONCE);
    private final PolicyKeeper keeper = new PolicyKeeper(learner, store);

    private void learn(int seq) {
        ExperienceRow row = Samples.row(1, seq);
        long before = learner.changes();
        learner.learnStep(row);
        assertThat(learner.changes()).isGreaterThan(before);
    }

    @Test
    void close_savesTheLastChange_andAsksAClosedStoreForNothingMore() {
        learn(1);
        LiveHub.wait(keeper.close());
        var kept = Learner.files().stream().filter(name -> store.policy(name).isPresent());
        assertThat(kept).contains("auto-0/steps", "auto-0/learnt-at");
        store.close();

        learn(2);

        assertThat(keeper.save().succeeded()).isTrue();
    }

    @Test
    void save_rowsThatWaitToBeLearnt_areInIt() {
        var waiting = new ArrayDeque<Runnable>();
        var queue = new LearningQueue() {
            @Override
            public void add(Runnable lesson) {
                waiting.add(lesson);
            }

            @Override
            public void catchUp() {
                waiting.forEach(Runnable::run);
                waiting.clear();
            }
        };
        var late = Learner.restore(name -> Optional.empty(), true, queue);
        var keeperOfLate = new PolicyKeeper(late, store);
        late.learnStep(Samples.row(1, 1));
        assertThat(late.router().revision()).isZero();

        LiveHub.wait(keeperOfLate.save());

        assertThat(Learner.restore(store::policy, true, queue).revision()).isEqualTo(1);
    }
}
