package io.granger.hub.store;

import static io.granger.hub.store.Commits.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granger.hub.LiveHub;
import io.granger.hub.store.StoreFailure.Kind;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over SQLite, and what is its own: batches, bounds, full disks, copies. */
class SqliteStoreTest extends HubStoreContract {

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("granger.db");
    }

    @Override
    HubStore open(Executor executor) {
        return SqliteStore.open(file(), StoreSettings.DEFAULT, executor);
    }

    /** Runs callbacks at once, but holds the writer in the first one until it is let go. */
    private static final class HeldExecutor implements Executor {

        final CountDownLatch held = new CountDownLatch(1);
        final CountDownLatch letGo = new CountDownLatch(1);
        final List<Thread> tasks = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void execute(Runnable task) {
            tasks.add(Thread.currentThread());
            if (tasks.size() == 1) {
                held.countDown();
                awaitQuietly(letGo);
            }
            task.run();
        }

        /** Makes the writer busy, so that what follows waits in the queue. */
        void hold(HubStore store) {
            store.commit(Change.NONE, failure -> {});
            awaitQuietly(held);
        }

        private static void awaitQuietly(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    @Test
    void reopen_everythingIsThere() {
        commit(store, Change.insert(Samples.accepted(1)).withRows(List.of(Samples.row(1, 1))));
        commit(store, Change.outcome(Samples.outcome(1, 1, "a", 0.5)));
        store.close();
        try (HubStore again = open(Runnable::run)) {
            assertThat(again.task(Samples.taskId(1)).orElseThrow().open()).containsExactly(Samples.decision(1, 1));
            assertThat(again.rows(Samples.taskId(1))).containsExactly(Samples.row(1, 1));
            assertThat(again.outcomes(Samples.taskId(1) + ".1-1")).hasSize(1);
            assertThat(again.rowCount()).isEqualTo(1);
            assertThat(again.lastSeq()).isEqualTo(1);
            commit(again, Change.NONE.withRows(List.of(Samples.row(1, 2))));
            assertThat(again.lastSeq()).isEqualTo(2);
        }
    }

    @Test
    void commit_manyWaiting_callbacksOfABatchRunInOneTaskInOrder() {
        HeldExecutor executor = new HeldExecutor();
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        try (HubStore held = SqliteStore.open(directory.resolve("held.db"), StoreSettings.DEFAULT, executor)) {
            executor.hold(held);
            for (int i = 0; i < 300; i++) {
                int number = i;
                held.commit(Change.insert(Samples.accepted(i)), failure -> done.add(number));
            }
            assertThat(held.queued()).isEqualTo(300);
            executor.letGo.countDown();
        }
        assertThat(executor.tasks).hasSize(3);
        assertThat(done).isEqualTo(IntStream.range(0, 300).boxed().toList());
    }

    @Test
    void close_changesQueuedAfterIt_endsAllTheSame() {
        HeldExecutor executor = new HeldExecutor();
        HubStore held = SqliteStore.open(directory.resolve("held.db"), StoreSettings.DEFAULT, executor);
        executor.hold(held);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(held::close);
        LiveHub.eventually().until(() -> held.queued() == 1);
        CompletableFuture<Receipt> late = Commits.start(held, Change.insert(Samples.accepted(1)));

        executor.letGo.countDown();

        LiveHub.eventually().until(closed::isDone);
        assertThat(closed).isCompleted();
        assertThat(late).isCompleted();
    }

    @Test
    void commit_oneOfABatchIsRefused_itsNeighboursAreCommitted() {
        HeldExecutor executor = new HeldExecutor();
        List<CompletableFuture<Receipt>> ends = new ArrayList<>();
        Path file = directory.resolve("held.db");
        try (HubStore held = SqliteStore.open(file, StoreSettings.DEFAULT, executor)) {
            executor.hold(held);
            ends.add(Commits.start(held, Change.insert(Samples.accepted(1)).withRows(List.of(Samples.row(1, 1)))));
            ends.add(Commits.start(held, Change.NONE.withRows(List.of(Samples.row(Samples.decision(1, 1), -1)))));
            ends.add(Commits.start(held, Change.update(Samples.running(9, "{}"))));
            ends.add(Commits.start(held, Change.insert(Samples.accepted(2)).withRows(List.of(Samples.row(2, 1)))));
            executor.letGo.countDown();
        }
        assertThat(ends)
                .extracting(CompletableFuture::isCompletedExceptionally)
                .containsExactly(false, true, true, false);
        try (HubStore again = SqliteStore.open(file, StoreSettings.DEFAULT, Runnable::run)) {
            assertThat(again.row(Samples.taskId(1) + ".1-1")).hasValue(Samples.row(1, 1));
            assertThat(again.task(Samples.taskId(2))).isPresent();
            assertThat(again.rowCount()).isEqualTo(2);
            assertThat(again.rowsAfter(0, 9)).extracting(StoredRow::seq).containsExactly(1L, 2L);
        }
    }

    @Test
    void commit_oneOfABatchCannotBeEncoded_itsNeighboursAreCommitted() {
        HeldExecutor executor = new HeldExecutor();
        List<CompletableFuture<Receipt>> ends = new ArrayList<>();
        TaskBody broken = () -> {
            throw new IllegalStateException("no body");
        };
        Path file = directory.resolve("held.db");
        try (HubStore held = SqliteStore.open(file, StoreSettings.DEFAULT, executor)) {
            executor.hold(held);
            ends.add(Commits.start(held, Change.insert(Samples.accepted(1)).withRows(List.of(Samples.row(1, 1)))));
            TaskRecord second = Samples.with(Samples.accepted(2), broken, Optional.empty());
            ends.add(Commits.start(held, Change.insert(second)));
            executor.letGo.countDown();
        }
        assertThat(ends).extracting(CompletableFuture::isCompletedExceptionally).containsExactly(false, true);
        try (HubStore again = SqliteStore.open(file, StoreSettings.DEFAULT, Runnable::run)) {
            assertThat(again.task(Samples.taskId(1))).isPresent();
            assertThat(again.task(Samples.taskId(2))).isEmpty();
            assertThat(again.row(Samples.taskId(1) + ".1-1")).hasValue(Samples.row(1, 1));
            assertThat(again.rowCount()).isEqualTo(1);
        }
    }

    @Test
    void commit_tasksEnd_theirRowsHaveRoomForIt() throws Exception {
        String data = "{\"pages\":" + "1".repeat(200) + "}";
        // The first ones show how much they grow.
        Commits.commit(store, Change.insert(Samples.accepted(1)));
        Commits.commit(store, Change.update(Samples.ended(1, "completed", Optional.of(data))));
        List<Change> begin = new ArrayList<>();
        List<Change> end = new ArrayList<>();
        for (int i = 2; i < 300; i++) {
            begin.add(Change.insert(Samples.accepted(i)));
            end.add(Change.update(Samples.ended(i, "completed", Optional.of(data))));
        }
        Commits.all(store, begin);
        long[] before = pagesAndPayload();
        Commits.all(store, end);

        assertThat(pagesAndPayload()).isEqualTo(before);
        assertThat(store.task(Samples.taskId(299)).orElseThrow().data()).hasValue(data);
    }

    @Test
    void roomOf_anyLeft_fitsAndLeavesAByteAtMost() {
        for (int free = 0; free < 3_000; free++) {
            assertThat(TaskTable.withLength(TaskTable.roomOf(free))).isBetween(Math.max(0, free - 1), free);
        }
        assertThat(TaskTable.roomOf(-1)).isZero();
    }

    private long[] pagesAndPayload() throws Exception {
        try (Connection reader = new SqliteFile(file(), SqliteFile.UNBOUNDED).reader();
                ResultSet sizes = reader.createStatement()
                        .executeQuery("SELECT count(*), sum(payload) FROM dbstat WHERE name = 'task'")) {
            return new long[] {sizes.getLong(1), sizes.getLong(2)};
        }
    }

    @Test
    void commit_queueFull_newTasksAreRefusedBeforeWhatEndsThem() {
        HeldExecutor executor = new HeldExecutor();
        StoreSettings small = new StoreSettings(256, 0, 8, 1 << 20);
        List<String> ends = Collections.synchronizedList(new ArrayList<>());
        try (HubStore held = SqliteStore.open(directory.resolve("held.db"), small, executor)) {
            executor.hold(held);
            for (int i = 0; i < 7; i++) {
                String name = "insert " + i;
                held.commit(Change.insert(Samples.accepted(i)), failure -> ends.add(name + kind(failure)));
            }
            for (int i = 0; i < 3; i++) {
                String name = "update " + i;
                held.commit(Change.update(Samples.ended(i, "completed")), failure -> ends.add(name + kind(failure)));
            }
            assertThat(ends).containsExactly("insert 6 OVERLOADED", "update 2 OVERLOADED");
            assertThat(held.healthy()).isTrue();
            executor.letGo.countDown();
        }
        assertThat(ends.subList(2, ends.size()))
                .containsExactly(
                        "insert 0", "insert 1", "insert 2", "insert 3", "insert 4", "insert 5", "update 0", "update 1");
    }

    @Test
    void commit_tooManyBytesWaiting_isRefused() {
        HeldExecutor executor = new HeldExecutor();
        StoreSettings small = new StoreSettings(256, 0, 100, 10_000);
        List<String> ends = Collections.synchronizedList(new ArrayList<>());
        try (HubStore held = SqliteStore.open(directory.resolve("held.db"), small, executor)) {
            commit(store, Change.NONE);
            executor.hold(held);
            Change large = Change.update(Samples.running(1, "\"" + "x".repeat(9_000) + "\""));
            held.commit(large, failure -> ends.add("first" + kind(failure)));
            held.commit(large, failure -> ends.add("second" + kind(failure)));
            assertThat(ends).containsExactly("second OVERLOADED");
            executor.letGo.countDown();
        }
        assertThat(ends.getLast()).isEqualTo("first CONFLICT");
    }

    private static String kind(Throwable failure) {
        return failure instanceof StoreFailure refused ? " " + refused.kind() : "";
    }

    @Test
    void commit_fileFull_isUnhealthyUntilThereIsRoom() {
        AtomicBoolean healthyAtFailure = new AtomicBoolean(true);
        SqliteFile file = new SqliteFile(directory.resolve("small.db"), 60);
        try (SqliteStore small = SqliteStore.open(file, StoreSettings.DEFAULT, Runnable::run)) {
            List<Kind> kinds = new ArrayList<>();
            for (int i = 0; kinds.isEmpty(); i++) {
                CompletableFuture<Void> end = new CompletableFuture<>();
                small.commit(Change.NONE.withRows(List.of(Samples.row(i, 1))), failure -> {
                    if (failure != null) {
                        kinds.add(((StoreFailure) failure).kind());
                        healthyAtFailure.set(small.healthy());
                    }
                    end.complete(null);
                });
                end.join();
            }
            assertThat(kinds).containsExactly(Kind.FULL);
            assertThat(healthyAtFailure).isFalse();
            long kept = small.rowCount();
            assertThat(small.rowsAfter(0, 1_000)).hasSize((int) kept);
            small.delete(new Retention(0, Long.MAX_VALUE, 0), ids -> {});
            assertThat(small.healthy()).isTrue();
            commit(small, Change.NONE.withRows(List.of(Samples.row(0, 1))));
            assertThat(small.rowCount()).isEqualTo(1);
            assertThat(small.lastSeq()).isEqualTo(kept + 1);
        }
    }

    @Test
    void open_fileOfTheFirstSchema_itsTasksGoOn() throws Exception {
        Path file = directory.resolve("old.db");
        try (Connection old = new SqliteFile(file, SqliteFile.UNBOUNDED).writer();
                InputStream first = SqliteStore.class.getResourceAsStream("schema/1.sql")) {
            String script = new String(Objects.requireNonNull(first).readAllBytes(), StandardCharsets.UTF_8);
            new SchemaMigrations(List.of(script)).apply(old, file);
            old.createStatement()
                    .execute("INSERT INTO task (task_id, pipeline, state, created_at_ms, body, input) VALUES ('"
                            + Samples.taskId(1) + "', 'documents', 'accepted', 1, x'00', '{}')");
            old.createStatement().execute("INSERT INTO opening (task_seq) VALUES (1)");
        }
        try (HubStore now = SqliteStore.open(file, StoreSettings.DEFAULT, Runnable::run)) {
            Commits.commit(now, Change.insert(Samples.accepted(2)));
            Commits.commit(now, Change.update(Samples.running(1, "[1]")));
            Commits.commit(now, Change.update(Samples.ended(1, "completed")));

            TaskRecord ended = now.task(Samples.taskId(1)).orElseThrow();
            assertThat(ended.state()).isEqualTo("completed");
            assertThat(ended.data()).hasValue("[1]");
            assertThat(now.task(Samples.taskId(2)).orElseThrow().state()).isEqualTo("accepted");
        }
    }

    @Test
    void backup_whileOpen_isAWholeStore() {
        IntStream.range(0, 50).forEach(i -> commit(store, Change.insert(Samples.accepted(i))));
        Path copy = directory.resolve("copy.db");
        store.backup(copy);
        commit(store, Change.insert(Samples.accepted(50)));
        try (HubStore copied = SqliteStore.open(copy, StoreSettings.DEFAULT, Runnable::run)) {
            assertThat(copied.openTasks()).hasSize(50);
        }
        assertThat(directory.resolve("copy.db.part")).doesNotExist();
        assertThatExceptionOfType(StoreFailure.class)
                .isThrownBy(() -> store.backup(copy))
                .withMessageContaining("exists already");
    }

    @Test
    void open_notOurFile_isRefused() throws Exception {
        Path text = Files.writeString(directory.resolve("text.db"), "no database at all. ".repeat(100));
        assertThatExceptionOfType(StoreFailure.class)
                .isThrownBy(() -> SqliteStore.open(text, StoreSettings.DEFAULT, Runnable::run))
                .matches(failure -> failure.kind() == Kind.FOREIGN);
    }

    @Test
    void open_missingDirectory_isRefused() {
        Path nowhere = directory.resolve("nowhere").resolve("granger.db");
        assertThatExceptionOfType(StoreFailure.class)
                .isThrownBy(() -> SqliteStore.open(nowhere, StoreSettings.DEFAULT, Runnable::run))
                .withMessageContaining("nowhere");
    }

    @Test
    void writer_settings_areThoseTheDesignAsksFor() throws Exception {
        store.close();
        try (Connection writer = new SqliteFile(file(), SqliteFile.UNBOUNDED).writer()) {
            assertThat(pragma(writer, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(writer, "synchronous")).isEqualTo("2");
            assertThat(pragma(writer, "page_size")).isEqualTo("4096");
            assertThat(pragma(writer, "wal_autocheckpoint")).isEqualTo("1000");
            assertThat(pragma(writer, "foreign_keys")).isEqualTo("0");
            assertThat(pragma(writer, "busy_timeout")).isEqualTo("5000");
        }
    }

    private static String pragma(Connection connection, String name) throws Exception {
        try (ResultSet row = connection.createStatement().executeQuery("PRAGMA " + name)) {
            return row.getString(1);
        }
    }

    @Test
    void queries_useTheirIndexes() throws Exception {
        store.close();
        try (Connection reader = new SqliteFile(file(), SqliteFile.UNBOUNDED).reader()) {
            assertThat(plan(
                            reader,
                            "SELECT body FROM opening CROSS JOIN task ON seq = task_seq"
                                    + " WHERE state = 'running' AND seq < 9 ORDER BY task_seq DESC"))
                    .contains("opening")
                    .contains("SEARCH task USING INTEGER PRIMARY KEY")
                    .doesNotContain("TEMP B-TREE");
            assertThat(plan(reader, "SELECT seq FROM task WHERE finished_at_ms < 9 ORDER BY finished_at_ms"))
                    .contains("COVERING INDEX task_by_end")
                    .doesNotContain("TEMP B-TREE");
            assertThat(plan(
                            reader,
                            "SELECT body FROM task WHERE state = 'dead'"
                                    + " AND state IN ('failed', 'dead', 'cancelled') ORDER BY seq DESC"))
                    .contains("task_not_completed")
                    .doesNotContain("TEMP B-TREE");
            assertThat(plan(
                            reader,
                            "SELECT state, count(*) FROM task INDEXED BY task_by_end"
                                    + " WHERE finished_at_ms IS NOT NULL GROUP BY state"))
                    .contains("COVERING INDEX task_by_end");
            assertThat(plan(reader, "SELECT row FROM experience WHERE decision_id >= 'a.' AND decision_id < 'a/'"))
                    .contains("SEARCH experience USING INDEX");
        }
    }

    private static String plan(Connection connection, String sql) throws Exception {
        StringBuilder plan = new StringBuilder();
        try (ResultSet rows = connection.createStatement().executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (rows.next()) {
                plan.append(rows.getString("detail")).append('\n');
            }
        }
        return plan.toString();
    }
}
