package io.granger.hub.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.LiveHub;
import io.granger.hub.store.MemoryStore;
import io.granger.hub.store.Samples;
import io.granger.routing.ExperienceRow;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyKeeperTest {
    private final MemoryStore store = new MemoryStore(Runnable::run);
    private final Learner learner = Learner.restore(name -> Optional.empty(), true);
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
}
