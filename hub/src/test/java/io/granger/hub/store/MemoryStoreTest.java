package io.granger.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The contract over the store in memory, and what is its own. */
class MemoryStoreTest extends HubStoreContract {

    @Override
    HubStore open(Executor executor) {
        return new MemoryStore(executor);
    }

    @Test
    void callbacks_ofChangesMadeMeanwhile_runInOneTask() {
        List<Runnable> tasks = new ArrayList<>();
        List<Integer> done = new ArrayList<>();
        try (MemoryStore memory = new MemoryStore(tasks::add)) {
            for (int i = 0; i < 3; i++) {
                int number = i;
                memory.commit(Change.insert(Samples.accepted(i)), failure -> done.add(number));
            }
            assertThat(tasks).hasSize(1);
            assertThat(done).isEmpty();
            tasks.getFirst().run();
            assertThat(done).containsExactly(0, 1, 2);
        }
    }

    @Test
    void kept_tooMany_theOldestFinishedTasksAndRowsGo() {
        try (MemoryStore memory = new MemoryStore(Runnable::run, 2, 2)) {
            for (int i = 0; i < 4; i++) {
                Commits.commit(memory, Change.insert(Samples.accepted(i)));
                if (i > 0) {
                    Commits.commit(memory, Change.update(Samples.ended(i, "completed"), List.of(Samples.row(i, 1))));
                }
            }
            assertThat(memory.tasks(TaskQuery.newest(9)))
                    .extracting(TaskRecord::taskId)
                    .containsExactly(Samples.taskId(3), Samples.taskId(2), Samples.taskId(0));
            assertThat(memory.rowCount()).isEqualTo(2);
            assertThat(memory.rows(Samples.taskId(1))).isEmpty();
            assertThat(memory.lastSeq()).isEqualTo(3);
        }
    }
}
