package io.granger.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    @Test
    void finishedTask_putAgain_saysWhatIsNew_andStaysWhereItCame() {
        try (MemoryStore memory = new MemoryStore(Runnable::run, 2, 2)) {
            for (int i = 0; i < 2; i++) {
                Commits.commit(memory, Change.insert(Samples.accepted(i)));
                Commits.commit(memory, Change.update(Samples.ended(i, "completed"), List.of()));
            }
            Commits.commit(memory, Change.update(Samples.ended(0, "failed"), List.of()));

            assertThat(memory.tasks(TaskQuery.newest(9)))
                    .extracting(TaskRecord::taskId)
                    .containsExactly(Samples.taskId(1), Samples.taskId(0));
            TaskRecord again = memory.task(Samples.taskId(0)).orElseThrow();
            assertThat(again.state()).isEqualTo("failed");
            assertThat(again.input()).isEqualTo(Samples.accepted(0).input());
            assertThat(again.body().bytes()).isEqualTo(Samples.bodyBytes("failed 0"));

            // The one that finished first goes first, whenever it was put again.
            Commits.commit(memory, Change.insert(Samples.accepted(2)));
            Commits.commit(memory, Change.update(Samples.ended(2, "completed"), List.of()));
            assertThat(memory.task(Samples.taskId(0))).isEmpty();
            assertThat(memory.stats().tasksByState()).containsOnly(Map.entry("completed", 2L));
        }
    }

    @Test
    void finishedTask_openAgain_isAmongTheOpen() {
        try (MemoryStore memory = new MemoryStore(Runnable::run, 2, 2)) {
            Commits.commit(memory, Change.insert(Samples.accepted(0)));
            Commits.commit(memory, Change.update(Samples.ended(0, "completed"), List.of()));
            Commits.commit(memory, Change.update(Samples.running(0, "{}"), List.of()));

            assertThat(memory.openTasks()).extracting(TaskRecord::taskId).containsExactly(Samples.taskId(0));
            assertThat(memory.task(Samples.taskId(0)).orElseThrow().open())
                    .isEqualTo(Samples.running(0, "{}").open());
        }
    }
}
