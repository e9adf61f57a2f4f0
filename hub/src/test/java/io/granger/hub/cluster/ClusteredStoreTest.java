package io.granger.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.store.Change;
import io.granger.hub.store.CommitDone;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.KeyRecord;
import io.granger.hub.store.MemoryStore;
import io.granger.hub.store.StoreFailure;
import io.granger.hub.store.StoreFailure.Kind;
import io.granger.hub.store.TaskBody;
import io.granger.hub.store.TaskRecord;
import io.granger.hub.task.Payload;
import io.granger.hub.task.TaskEvent;
import io.granger.hub.task.TaskJoin;
import io.granger.hub.task.TaskMachine;
import io.granger.hub.task.TaskSpec;
import io.granger.hub.task.TaskState;
import io.granger.hub.task.TaskStatus;
import io.granger.hub.task.TaskVersion;
import io.granger.hub.task.TaskWriter;
import io.granger.routing.Arm;
import io.granger.routing.RoutingMode;
import io.granger.task.Chain;
import io.granger.task.Pipeline;
import io.granger.task.Preset;
import io.granger.task.Recipe;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Three hubs whose stores take what they are given, or fail as the test says. */
class ClusteredStoreTest {
    private static final String TASK = "t-1";

    private final MemoryCluster cluster = new MemoryCluster(3);
    private final Hub one = new Hub("one");
    private final Hub two = new Hub("two");
    private final Hub three = new Hub("three");

    /** A hub's store among the others'. */
    private final class Hub {
        final TaskGrid grid;
        final MemoryStore disk = new MemoryStore(Runnable::run);
        final ClusteredStore store;
        final List<SharedTask> displaced = new ArrayList<>();
        Optional<Kind> failing = Optional.empty();
        Runnable beforeFailing = () -> {};

        Hub(String node) {
            grid = cluster.enter(node, Runnable::run);
            store = new ClusteredStore(failingAtTimes(), grid);
            store.onDisplaced(displaced::add);
        }

        private HubStore failingAtTimes() {
            return (HubStore) Proxy.newProxyInstance(
                    HubStore.class.getClassLoader(), new Class<?>[] {HubStore.class}, (proxy, method, given) -> {
                        if (method.getName().equals("commitForReceipt") && failing.isPresent()) {
                            beforeFailing.run();
                            ((CommitDone) given[1]).done(null, new StoreFailure(failing.get(), "as the test says"));
                            return null;
                        }
                        return method.invoke(disk, given);
                    });
        }

        /** Why it was refused; empty when it was stored. */
        Optional<Kind> commit(Change change) {
            var why = new ArrayList<Optional<Kind>>();
            store.commitForReceipt(
                    change,
                    (receipt, failure) -> why.add(Optional.ofNullable(failure).map(StoreFailure::kind)));
            return why.getFirst();
        }

        Optional<Kind> accept(String taskId) {
            var key = new KeyRecord("somebody", "key", "hash", taskId, 1_000);
            return commit(withKey(insert(taskId, 1), key));
        }

        Optional<SharedTask> sees(String taskId) {
            return TaskGridContract.<Optional<SharedTask>>done(d -> grid.read(taskId, d));
        }

        SharedTask takeOver(String taskId, int epoch) {
            var taken = TaskGridContract.claim(grid, taskId, epoch).orElseThrow();
            store.adopt(taken);
            return taken;
        }
    }

    private static Change withKey(Change keyless, KeyRecord key) {
        return new Change(
                keyless.task(),
                true,
                keyless.rows(),
                keyless.outcomes(),
                Optional.of(key),
                keyless.settings(),
                keyless.audit(),
                keyless.policies());
    }

    private static Change insert(String taskId, int epoch) {
        var chain = Chain.of("read");
        var pipeline = Pipeline.of("documents", "1.0.0", "text/plain", new Recipe.Alternatives(List.of(chain)));
        var spec = new TaskSpec(
                taskId,
                pipeline,
                "text/plain",
                10,
                Map.of(),
                3,
                Optional.empty(),
                Preset.BALANCED,
                false,
                Set.of(),
                Set.of(),
                OptionalDouble.empty(),
                1_000,
                31_000,
                100,
                OptionalDouble.empty(),
                RoutingMode.HEURISTIC,
                Arm.NONE,
                Optional.empty());
        var accepted = TaskState.accepted(spec, Payload.ofText("input"));
        var taken = new TaskEvent.TakenOver(2_000, epoch);
        var state = epoch == 1 ? accepted : TaskMachine.apply(accepted, taken).state();
        return Change.insert(new TaskRecord(
                taskId,
                "documents",
                state.status().word(),
                1_000,
                OptionalLong.empty(),
                Optional.of("input"),
                TaskBody.of(new TaskWriter().state(state, new TaskWriter().spec(spec))),
                Optional.empty(),
                List.of()));
    }

    @Test
    void accept_diskFull_isTakenBackWithItsKey() {
        one.failing = Optional.of(Kind.FULL);

        assertThat(one.accept(TASK)).contains(Kind.FULL);

        assertThat(two.sees(TASK)).isEmpty();
        assertThat(two.accept("t-2")).isEmpty();
    }

    @Test
    void accept_diskFullWhileOutOfTouch_isTakenBackOnceTheClusterAnswers() {
        one.failing = Optional.of(Kind.FULL);
        one.beforeFailing = () -> cluster.cut(Set.of("one"));

        assertThat(one.accept(TASK)).contains(Kind.FULL);
        assertThat(two.sees(TASK)).isPresent();
        cluster.heal();
        one.store.remind();

        assertThat(two.sees(TASK)).isEmpty();
    }

    @Test
    void accept_diskFailed_nobodyKnowsAndNoOtherTaskIsMade() {
        one.failing = Optional.of(Kind.IO);

        assertThat(one.accept(TASK)).contains(Kind.UNCONFIRMED);

        assertThat(two.sees(TASK)).isPresent();
        assertThat(two.accept("t-2")).contains(Kind.KEY_BUSY);
    }

    @Test
    void accept_keyOfATaskThatWasTakenOver_isBusyUntilItsNewOwnerHasStoredIt() {
        one.failing = Optional.of(Kind.IO);
        one.accept(TASK);
        cluster.leave("one");
        assertThat(two.accept("t-2")).contains(Kind.KEY_BUSY);

        var key = SharedRecords.key(three.takeOver(TASK, 1));
        assertThat(two.accept("t-2")).contains(Kind.KEY_BUSY);
        three.commit(withKey(insert(TASK, 2), key.orElseThrow()));

        assertThat(two.accept("t-2")).contains(Kind.KEY_TAKEN);
        assertThat(three.disk.key("somebody", "key")).isEqualTo(key);
    }

    @Test
    void commit_takenOverAndDiskFull_isNotLost() {
        one.accept(TASK);
        cluster.leave("one");
        two.takeOver(TASK, 1);
        two.failing = Optional.of(Kind.FULL);

        assertThat(two.commit(insert(TASK, 2))).contains(Kind.FULL);
        assertThat(three.sees(TASK)).isPresent();

        two.failing = Optional.empty();
        assertThat(two.commit(insert(TASK, 2))).isEmpty();
    }

    @Test
    void commit_madeWhileTheOneBeforeIsTold_isStoredOnce() {
        var later = new ArrayDeque<Runnable>();
        var disk = new MemoryStore(later::add);
        var stored = new ArrayList<Change>();
        var watched = (HubStore) Proxy.newProxyInstance(
                HubStore.class.getClassLoader(), new Class<?>[] {HubStore.class}, (proxy, method, given) -> {
                    if (method.getName().equals("commitForReceipt")) {
                        stored.add((Change) given[0]);
                    }
                    return method.invoke(disk, given);
                });
        var store = new ClusteredStore(watched, new MemoryCluster(1).enter("alone", later::add));
        var first = insert(TASK, 1);
        var second = Change.update(insert(TASK, 1).task().orElseThrow());
        var third = Change.update(insert(TASK, 1).task().orElseThrow());
        var whenToldOfTheThird = new ArrayList<Change>();

        store.commitForReceipt(
                first,
                (a, b) -> store.commitForReceipt(
                        second, (c, d) -> store.commitForReceipt(third, (e, f) -> whenToldOfTheThird.addAll(stored))));
        while (!later.isEmpty()) {
            later.removeFirst().run();
        }

        assertThat(whenToldOfTheThird).containsExactly(first, second, third);
    }

    @Test
    void audit_taskTakenOverMeanwhile_isGivenUp() {
        one.accept(TASK);
        one.accept("t-2");
        two.takeOver(TASK, 1);
        var audit = new CustodyAudit(one.store, (ms, again) -> {}, missing -> {});

        audit.begin();

        assertThat(audit.isOver()).isTrue();
        assertThat(one.displaced).extracting(SharedTask::taskId).containsExactly(TASK);
        assertThat(one.store.owns(TASK)).isFalse();
    }

    @Test
    void accept_whileStoresMayKnowTheKey_isBusyUnlessTheClusterKnowsItToo() {
        two.store.makesNewKeysWhile(() -> false);

        assertThat(two.accept("t-2")).contains(Kind.KEY_BUSY);
        assertThat(one.accept(TASK)).isEmpty();
        assertThat(two.accept("t-2")).contains(Kind.KEY_TAKEN);
        assertThat(two.sees("t-2")).isEmpty();
        assertThat(two.store.owned()).isEmpty();
    }

    @Test
    void commit_takenOverWhileItsKeyBecameAnothers_isDroppedByAll() {
        one.failing = Optional.of(Kind.IO);
        one.accept(TASK);
        cluster.leave("one");
        var key = SharedRecords.key(three.takeOver(TASK, 1)).orElseThrow();
        var others = new SharedKey(new KeyRecord("somebody", "key", "hash", "t-2", 1_000), "two", true);
        TaskGridContract.takeKey(two.grid, others, TASK);

        assertThat(three.commit(withKey(insert(TASK, 2), key))).contains(Kind.KEY_TAKEN);

        assertThat(three.store.owns(TASK)).isFalse();
        assertThat(three.sees(TASK)).isEmpty();
    }

    @Test
    void keepEnd_ofATaskThatThisDiskHasOpenOrNotAtAll_isStoredAndNamed() {
        one.accept(TASK);
        var ended = ended(two.takeOver(TASK, 1));
        var failures = new ArrayList<Optional<StoreFailure>>();

        one.store.keepEnd(ended, failures::add);
        three.store.keepEnd(ended, failures::add);
        three.failing = Optional.of(Kind.FULL);
        three.store.keepEnd(ended, failures::add);

        assertThat(failures.subList(0, 2)).containsOnly(Optional.empty());
        assertThat(failures.getLast().orElseThrow().kind()).isEqualTo(Kind.FULL);
        for (var hub : List.of(one, three)) {
            assertThat(hub.disk.task(TASK).orElseThrow().state()).isEqualTo("completed");
            assertThat(hub.disk.settings()).containsEntry(ClusteredStore.KEPT + TASK, "9000");
        }
    }

    private static SharedTask ended(SharedTask open) {
        var record = SharedRecords.record(open);
        var end = new TaskRecord(
                record.taskId(),
                record.pipeline(),
                "completed",
                record.createdAtMs(),
                OptionalLong.of(9_000),
                record.input(),
                record.body(),
                record.data(),
                List.of());
        return new SharedTask(
                open.taskId(),
                TaskJoin.of(new TaskVersion(2, 1, 0, "two", TaskStatus.COMPLETED)),
                SharedRecords.recordPart(end, Optional.empty()),
                open.input(),
                open.data(),
                SharedTask.UNCHANGED);
    }

    @Test
    void audit_storeShowsAnOlderRecordOfWhatWasLost_saysWhich() {
        one.accept(TASK);
        var taken = two.takeOver(TASK, 1);
        cluster.lose(entry -> true);
        TaskGridContract.offer(one.grid, SharedTask.ofStored(one.disk.task(TASK).orElseThrow(), "one"));
        var missing = new ArrayList<String>();

        new CustodyAudit(two.store, (ms, again) -> {}, missing::add).begin();

        assertThat(missing).containsExactly(TASK);
        assertThat(two.store.owns(taken.taskId())).isTrue();
    }

    @Test
    void release_whileAnOfferIsOnItsWay_isToldThatTheTaskIsThisHubsAfterAll() {
        var offers = new ArrayDeque<Runnable>();
        var slow = new ClusteredStore(one.disk, slowOffers(one.grid, offers));
        var displaced = new ArrayList<SharedTask>();
        slow.onDisplaced(displaced::add);
        slow.commitForReceipt(insert(TASK, 1), (receipt, failure) -> {});

        slow.release(TASK);
        offers.removeFirst().run();

        assertThat(displaced).extracting(SharedTask::taskId).containsExactly(TASK);
        assertThat(displaced.getFirst().version().owner()).isEqualTo("one");
    }

    private static TaskGrid slowOffers(TaskGrid grid, Deque<Runnable> offers) {
        return (TaskGrid) Proxy.newProxyInstance(
                TaskGrid.class.getClassLoader(), new Class<?>[] {TaskGrid.class}, (proxy, method, given) -> {
                    if (method.getName().equals("offer")) {
                        offers.add(() -> invoke(method, grid, given));
                        return null;
                    }
                    return method.invoke(grid, given);
                });
    }

    private static void invoke(Method method, Object on, Object[] given) {
        try {
            method.invoke(on, given);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void audit_clusterLostATask_saysWhich() {
        one.accept(TASK);
        two.accept("t-2");
        cluster.lose(taskId -> true);
        var missing = new ArrayList<String>();

        new CustodyAudit(one.store, (ms, again) -> {}, missing::add).begin();

        assertThat(missing).containsExactly(TASK);
    }

    @Test
    void audit_clusterDoesNotAnswer_isNotOverUntilItDoes() {
        one.accept(TASK);
        cluster.cut(Set.of("one"));
        var again = new ArrayList<Runnable>();
        var audit = new CustodyAudit(one.store, (ms, what) -> again.add(what), missing -> {});

        audit.begin();
        assertThat(audit.isOver()).isFalse();
        cluster.heal();
        again.getFirst().run();

        assertThat(audit.isOver()).isTrue();
        assertThat(one.store.owns(TASK)).isTrue();
    }
}
