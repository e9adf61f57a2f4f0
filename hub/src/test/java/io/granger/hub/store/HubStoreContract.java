package io.granger.hub.store;

import static io.granger.hub.store.Commits.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granger.hub.store.StoreFailure.Kind;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.OutcomeRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every {@link HubStore}. */
abstract class HubStoreContract {

    private final List<String> tasksOfExecutor = new ArrayList<>();
    HubStore store;

    abstract HubStore open(Executor executor);

    @BeforeEach
    void openStore() {
        store = open(task -> {
            synchronized (tasksOfExecutor) {
                tasksOfExecutor.add(Thread.currentThread().getName());
            }
            task.run();
        });
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void insert_readBack_isTheSame() {
        TaskRecord task = Samples.accepted(1);
        commit(store, Change.insert(task));
        TaskRecord found = store.task(task.taskId()).orElseThrow();
        assertThat(found).usingRecursiveComparison().isEqualTo(task);
        assertThat(store.openDecisions(task.taskId())).isEqualTo(task.open());
    }

    @Test
    void task_unknown_isEmpty() {
        assertThat(store.task("t-nobody")).isEmpty();
        assertThat(store.openDecisions("t-nobody")).isEmpty();
        assertThat(store.rows("t-nobody")).isEmpty();
        assertThat(store.row("t-nobody.1-1")).isEmpty();
        assertThat(store.policy("nobody")).isEmpty();
        assertThat(store.key("me", "nothing")).isEmpty();
    }

    @Test
    void update_withoutData_keepsInputAndData() {
        commit(store, Change.insert(Samples.accepted(1)));
        commit(store, Change.update(Samples.running(1, "{\"text\":\"one\"}")));
        commit(store, Change.update(Samples.ended(1, "completed")));
        TaskRecord found = store.task(Samples.taskId(1)).orElseThrow();
        assertThat(found.state()).isEqualTo("completed");
        assertThat(found.finishedAtMs()).hasValue(Samples.NOW + 1_001);
        assertThat(found.input()).hasValue("{\"file\":\"1.pdf\"}");
        assertThat(found.data()).hasValue("{\"text\":\"one\"}");
        assertThat(found.body().bytes()).isEqualTo(Samples.bodyBytes("completed 1"));
        assertThat(found.open()).isEmpty();
    }

    @Test
    void data_largeThenSmallThenLarge_isAlwaysTheLast() {
        String large = "{\"text\":\"" + "ä".repeat(100_000) + "\"}";
        TaskRecord task = new TaskRecord(
                "t-1",
                "p",
                "accepted",
                1,
                OptionalLong.empty(),
                Optional.of(large),
                TaskBody.of(new byte[] {1}),
                Optional.of(large),
                List.of());
        commit(store, Change.insert(task));
        assertThat(store.task("t-1").orElseThrow().input()).hasValue(large);
        for (String data : List.of("{}", large + "2", large + "3", "{\"n\":1}")) {
            commit(store, Change.update(Samples.with(task, task.body(), Optional.of(data))));
            assertThat(store.task("t-1").orElseThrow().data()).hasValue(data);
        }
        assertThat(store.task("t-1").orElseThrow().input()).hasValue(large);
    }

    @Test
    void insert_knownTask_isRefusedWhole() {
        commit(store, Change.insert(Samples.accepted(1)));
        Change again = Change.insert(Samples.accepted(1)).withRows(List.of(Samples.row(1, 1)));
        assertThatExceptionOfType(StoreFailure.class)
                .isThrownBy(() -> commit(store, again))
                .matches(failure -> failure.kind() == Kind.CONFLICT);
        assertThat(store.rows(Samples.taskId(1))).isEmpty();
        assertThat(store.rowCount()).isZero();
        assertThat(store.healthy()).isTrue();
    }

    @Test
    void update_unknownTask_isRefused() {
        assertThatExceptionOfType(StoreFailure.class)
                .isThrownBy(() -> commit(store, Change.update(Samples.running(9, "{}"))))
                .withMessageContaining(Samples.taskId(9));
    }

    @Test
    void rows_ofATask_comeBackInTheOrderTheyClosed() {
        List<ExperienceRow> rows = IntStream.rangeClosed(1, 12)
                .mapToObj(seq -> Samples.row(1, seq))
                .toList();
        commit(store, Change.NONE.withRows(rows));
        commit(store, Change.NONE.withRows(List.of(Samples.row(2, 1), Samples.row(11, 1))));
        assertThat(store.rows(Samples.taskId(1))).isEqualTo(rows);
        assertThat(store.row(Samples.taskId(1) + ".1-10")).hasValue(rows.get(9));
        assertThat(store.stats().rowsByLevel())
                .isEqualTo(Map.of(Level.OPTION, 0L, Level.STEP, 14L, Level.RECOVERY, 0L));
        assertThat(store.rowCount()).isEqualTo(14);
    }

    @Test
    void row_identicalAgain_isCountedAndIgnored() {
        commit(store, Change.NONE.withRows(List.of(Samples.row(1, 1))));
        Receipt receipt = commit(store, Change.NONE.withRows(List.of(Samples.row(1, 1), Samples.row(1, 2))));
        assertThat(receipt).isEqualTo(new Receipt(0, 0, 1));
        assertThat(store.rowCount()).isEqualTo(2);
        assertThat(store.stats().rowsRepeated()).isEqualTo(1);
    }

    @Test
    void row_differentUnderTheSameId_isRefusedWithTheWholeChange() {
        commit(store, Change.insert(Samples.accepted(1)).withRows(List.of(Samples.row(1, 1))));
        Change other = Change.update(Samples.ended(1, "failed"))
                .withRows(List.of(Samples.row(1, 2), Samples.row(Samples.decision(1, 1), -1)));
        assertThatExceptionOfType(StoreFailure.class)
                .isThrownBy(() -> commit(store, other))
                .withMessageContaining(Samples.taskId(1) + ".1-1");
        assertThat(store.row(Samples.taskId(1) + ".1-1")).hasValue(Samples.row(1, 1));
        assertThat(store.row(Samples.taskId(1) + ".1-2")).isEmpty();
        assertThat(store.task(Samples.taskId(1)).orElseThrow().state()).isEqualTo("accepted");
        assertThat(store.rowCount()).isEqualTo(1);
    }

    @Test
    void change_rowOfAnotherTask_isRefusedWhenMade() {
        ExperienceRow row = Samples.row(1, 1);
        assertThat(row.decision().decisionId()).startsWith(Samples.taskId(1) + ".");
        assertThat(Change.NONE.withRows(List.of(row)).rows()).containsExactly(row);
    }

    @Test
    void rowsAfter_pageByPage_meetsEveryRowOnceInOrder() {
        IntStream.range(0, 25).forEach(i -> commit(store, Change.NONE.withRows(List.of(Samples.row(i, 1)))));
        List<StoredRow> met = new ArrayList<>();
        List<StoredRow> page = store.rowsAfter(0, 10);
        while (!page.isEmpty()) {
            met.addAll(page);
            page = store.rowsAfter(met.getLast().seq(), 10);
        }
        assertThat(met)
                .extracting(row -> row.row().decision().taskId())
                .isEqualTo(IntStream.range(0, 25).mapToObj(Samples::taskId).toList());
        assertThat(met).isSortedAccordingTo((a, b) -> Long.compare(a.seq(), b.seq()));
        assertThat(met.getLast().seq()).isEqualTo(store.lastSeq());
    }

    @Test
    void eachRow_byTimeAndPipeline_handsOverOnlyThose() {
        Commits.all(
                store,
                IntStream.range(0, 1_200)
                        .mapToObj(i -> Change.NONE.withRows(List.of(Samples.row(i, 1))))
                        .toList());
        List<Long> at = new ArrayList<>();
        RowQuery query = new RowQuery(
                OptionalLong.of(Samples.NOW + 101), OptionalLong.of(Samples.NOW + 131), Optional.of("documents"));
        store.eachRow(query, row -> at.add(row.row().decision().atMs() - Samples.NOW));
        assertThat(at).containsExactly(101L, 111L, 121L);
        List<Long> all = new ArrayList<>();
        store.eachRow(RowQuery.ALL, row -> all.add(row.seq()));
        assertThat(all).hasSize(1_200).doesNotHaveDuplicates();
        store.eachRow(new RowQuery(OptionalLong.empty(), OptionalLong.empty(), Optional.of("other")), row -> {
            throw new AssertionError(row.toString());
        });
    }

    @Test
    void outcome_sameKeyAgain_isNotApplied() {
        OutcomeRow first = Samples.outcome(1, 1, "a", 0.75);
        assertThat(commit(store, Change.outcome(first)).applied()).isTrue();
        assertThat(commit(store, Change.outcome(Samples.outcome(1, 1, "a", 0.25)))
                        .applied())
                .isFalse();
        assertThat(commit(store, Change.outcome(Samples.outcome(1, 1, "b", 0.5)))
                        .applied())
                .isTrue();
        assertThat(store.outcomes(first.decisionId())).containsExactly(first, Samples.outcome(1, 1, "b", 0.5));
        assertThat(store.stats().outcomes()).isEqualTo(2);
    }

    @Test
    void tasks_pages_newestFirstWithoutTexts() {
        IntStream.range(0, 7).forEach(i -> commit(store, Change.insert(Samples.accepted(i))));
        List<TaskRecord> first = store.tasks(TaskQuery.newest(4));
        assertThat(first)
                .extracting(TaskRecord::taskId)
                .containsExactly(Samples.taskId(6), Samples.taskId(5), Samples.taskId(4), Samples.taskId(3));
        assertThat(first.getFirst().input()).isEmpty();
        assertThat(first.getFirst().body().bytes()).isEqualTo(Samples.bodyBytes("accepted 6"));
        TaskQuery rest = new TaskQuery(
                Optional.empty(),
                Optional.empty(),
                4,
                Optional.of(first.getLast().taskId()));
        assertThat(store.tasks(rest))
                .extracting(TaskRecord::taskId)
                .containsExactly(Samples.taskId(2), Samples.taskId(1), Samples.taskId(0));
    }

    @Test
    void tasks_byStateAndPipeline_onlyThose() {
        List<String> states = List.of("accepted", "completed", "failed", "dead", "completed", "cancelled");
        for (int i = 0; i < states.size(); i++) {
            commit(store, Change.insert(Samples.accepted(i)));
            if (!states.get(i).equals("accepted")) {
                commit(store, Change.update(Samples.ended(i, states.get(i))));
            }
        }
        for (String state : List.of("accepted", "completed", "failed", "dead", "cancelled", "waiting")) {
            TaskQuery query = new TaskQuery(Optional.of(state), Optional.of("documents"), 10, Optional.empty());
            assertThat(store.tasks(query))
                    .extracting(TaskRecord::taskId)
                    .isEqualTo(IntStream.iterate(states.size() - 1, i -> i >= 0, i -> i - 1)
                            .filter(i -> states.get(i).equals(state))
                            .mapToObj(Samples::taskId)
                            .toList());
        }
        assertThat(store.tasks(new TaskQuery(Optional.empty(), Optional.of("other"), 10, Optional.empty())))
                .isEmpty();
        assertThat(store.stats().tasksByState())
                .isEqualTo(Map.of("accepted", 1L, "completed", 2L, "failed", 1L, "dead", 1L, "cancelled", 1L));
        assertThat(store.openTasks()).extracting(TaskRecord::taskId).containsExactly(Samples.taskId(0));
    }

    @Test
    void key_takenByAnotherTask_isRefusedUntilItRanOut() {
        KeyRecord first = new KeyRecord("me", "k", "hash", Samples.taskId(1), Samples.NOW);
        commit(store, Change.insert(Samples.accepted(1)).withKey(first));
        assertThat(store.key("me", "k")).hasValue(first);
        KeyRecord soon = new KeyRecord("me", "k", "hash", Samples.taskId(2), Samples.NOW + KeyRecord.KEPT_MS - 1);
        assertThatExceptionOfType(StoreFailure.class)
                .isThrownBy(
                        () -> commit(store, Change.insert(Samples.accepted(2)).withKey(soon)));
        assertThat(store.task(Samples.taskId(2))).isEmpty();
        KeyRecord later = new KeyRecord("me", "k", "other", Samples.taskId(2), Samples.NOW + KeyRecord.KEPT_MS);
        commit(store, Change.insert(Samples.accepted(2)).withKey(later));
        assertThat(store.key("me", "k")).hasValue(later);
        assertThat(store.key("you", "k")).isEmpty();
    }

    @Test
    void keysSince_aTime_lastFirstAndNoOlderOnes() {
        var taken = IntStream.range(0, 4)
                .mapToObj(i -> new KeyRecord("me", "k" + i, "hash", Samples.taskId(i), Samples.NOW + i))
                .toList();
        taken.forEach(key -> commit(store, Change.NONE.withKey(key)));

        assertThat(store.keysSince(Samples.NOW + 1, 10)).containsExactly(taken.get(3), taken.get(2), taken.get(1));
        assertThat(store.keysSince(Samples.NOW + 1, 2)).containsExactly(taken.get(3), taken.get(2));
    }

    @Test
    void settings_emptyValue_removes() {
        commit(store, Change.settings(Map.of("mode", "canary", "share", "0.05")));
        commit(store, Change.settings(Map.of("mode", "rl", "share", "")));
        assertThat(store.settings()).isEqualTo(Map.of("mode", "rl"));
    }

    @Test
    void auditAndPolicies_comeBack() {
        commit(store, Change.NONE.withAudit(new AuditRecord(1, "ann", "mode", "{}")));
        commit(store, Change.policy("auto-0", new byte[] {1}).withAudit(new AuditRecord(2, "bob", "stop", "{}")));
        commit(store, Change.policy("auto-0", new byte[] {2, 3}));
        assertThat(store.audit(5)).extracting(AuditRecord::who).containsExactly("bob", "ann");
        assertThat(store.audit(1)).extracting(AuditRecord::action).containsExactly("stop");
        assertThat(store.policy("auto-0").orElseThrow()).containsExactly(2, 3);
    }

    @Test
    void delete_oldOnly_takesRowsWithTheirOutcomesAndTellsBefore() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 1_300; i++) {
            changes.add(Change.insert(Samples.accepted(i)).withRows(List.of(Samples.row(i, 1))));
            changes.add(Change.update(Samples.ended(i, "completed")));
        }
        Commits.all(store, changes);
        commit(store, Change.insert(Samples.accepted(2_000)));
        commit(store, Change.outcome(Samples.outcome(0, 1, "a", 0.5)));
        commit(store, Change.outcome(Samples.outcome(1_299, 1, "a", 0.5)));
        commit(store, Change.NONE.withKey(new KeyRecord("me", "k", "h", "t", 5)));
        List<String> told = new ArrayList<>();
        long rowsBefore = Samples.row(1_200, 1).closedAtMs();
        Retention retention = new Retention(Samples.NOW + 1_000 + 700, rowsBefore, 6);
        long deleted = store.delete(retention, ids -> {
            ids.forEach(id -> assertThat(store.row(id)).isPresent());
            told.addAll(ids);
        });
        assertThat(deleted).isEqualTo(700 + 1_200);
        assertThat(told).hasSize(1_200).contains(Samples.taskId(1_199) + ".1-1");
        assertThat(store.rowCount()).isEqualTo(100);
        assertThat(store.stats().outcomes()).isEqualTo(1);
        assertThat(store.outcomes(Samples.taskId(0) + ".1-1")).isEmpty();
        assertThat(store.task(Samples.taskId(699))).isEmpty();
        assertThat(store.task(Samples.taskId(700))).isPresent();
        assertThat(store.task(Samples.taskId(2_000))).isPresent();
        assertThat(store.key("me", "k")).isEmpty();
        assertThat(store.delete(retention, told::addAll)).isZero();
        commit(store, Change.NONE.withRows(List.of(Samples.row(3_000, 1))));
        assertThat(store.lastSeq()).isEqualTo(1_301);
    }

    @Test
    void commit_afterClose_isRefused() {
        store.close();
        List<Throwable> failures = new ArrayList<>();
        store.commit(Change.NONE, failures::add);
        assertThat(failures).singleElement().matches(f -> ((StoreFailure) f).kind() == Kind.CLOSED);
        assertThat(store.healthy()).isFalse();
    }
}
