package io.granger.hub.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.store.KeyRecord;
import io.granger.hub.task.TaskJoin;
import io.granger.hub.task.TaskStatus;
import io.granger.hub.task.TaskVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What every grid keeps: seen by two hubs of a cluster of three. */
abstract class TaskGridContract {
    private final String task = "t-" + UUID.randomUUID();

    /** The hub under test. */
    abstract TaskGrid one();

    /** Another hub of the same cluster. */
    abstract TaskGrid two();

    /** All hubs that are there. */
    List<TaskGrid> all() {
        return List.of(one(), two());
    }

    static <T> GridAnswer<T> answer(Consumer<Consumer<GridAnswer<T>>> ask) {
        var answer = new CompletableFuture<GridAnswer<T>>();
        ask.accept(answer::complete);
        return answer.orTimeout(60, TimeUnit.SECONDS).join();
    }

    static <T> T done(Consumer<Consumer<GridAnswer<T>>> ask) {
        var answer = answer(ask);
        assertThat(answer).isInstanceOf(GridAnswer.Done.class);
        return ((GridAnswer.Done<T>) answer).value();
    }

    static Offer offer(TaskGrid grid, SharedTask offered) {
        return TaskGridContract.<Offer>done(d -> grid.offer(offered, d));
    }

    static Optional<SharedTask> claim(TaskGrid grid, String taskId, int epoch) {
        return TaskGridContract.<Optional<SharedTask>>done(d -> grid.claim(taskId, epoch, d));
    }

    static SharedKey takeKey(TaskGrid grid, SharedKey offered, String insteadOf) {
        return TaskGridContract.<SharedKey>done(d -> grid.takeKey(offered, insteadOf, d));
    }

    static boolean renewed(TaskGrid grid) {
        return TaskGridContract.<Boolean>done(grid::renew);
    }

    static List<SharedTask> orphans(TaskGrid grid) {
        return TaskGridContract.<List<SharedTask>>done(grid::orphans);
    }

    private TaskVersion version(TaskGrid owner, int epoch, long turn, TaskStatus status) {
        return new TaskVersion(epoch, turn, 0, owner.node(), status);
    }

    private SharedTask whole(TaskVersion version) {
        return new SharedTask(
                task,
                TaskJoin.of(version),
                ("record " + version.turn()).getBytes(UTF_8),
                "input".getBytes(UTF_8),
                "data".getBytes(UTF_8),
                "rows".getBytes(UTF_8));
    }

    private SharedTask part(TaskVersion version) {
        var all = whole(version);
        return new SharedTask(
                task, all.join(), all.record(), SharedTask.UNCHANGED, SharedTask.UNCHANGED, SharedTask.UNCHANGED);
    }

    private Optional<SharedTask> read(TaskGrid grid) {
        return TaskGridContract.<Optional<SharedTask>>done(d -> grid.read(task, d));
    }

    @Test
    void offer_newTask_standsAndIsReadElsewhere() {
        var version = version(one(), 1, 1, TaskStatus.RUNNING);

        assertThat(offer(one(), whole(version))).isEqualTo(new Offer.Stands(TaskJoin.of(version)));

        var read = read(two()).orElseThrow();
        assertThat(read.version()).isEqualTo(version);
        assertThat(new String(read.record(), UTF_8)).isEqualTo("record 1");
        assertThat(new String(read.rows(), UTF_8)).isEqualTo("rows");
    }

    @Test
    void offer_nextTurnInParts_isCompletedByWhatIsStored() {
        offer(one(), whole(version(one(), 1, 1, TaskStatus.RUNNING)));
        offer(one(), part(version(one(), 1, 2, TaskStatus.WAITING)));

        var read = read(two()).orElseThrow();

        assertThat(new String(read.record(), UTF_8)).isEqualTo("record 2");
        assertThat(new String(read.input(), UTF_8)).isEqualTo("input");
        assertThat(new String(read.data(), UTF_8)).isEqualTo("data");
        assertThat(read.rows()).isEmpty();
    }

    @Test
    void offer_inPartsWhereNothingIsStored_isIncomplete() {
        assertThat(offer(one(), part(version(one(), 1, 2, TaskStatus.RUNNING)))).isEqualTo(new Offer.Incomplete());
        assertThat(read(two())).isEmpty();
    }

    @Test
    void offer_sameTwice_standsTwice() {
        var version = version(one(), 1, 1, TaskStatus.RUNNING);
        offer(one(), whole(version));

        assertThat(offer(one(), whole(version))).isInstanceOf(Offer.Stands.class);
    }

    @Test
    void offer_earlierTurnThatComesLate_isDisplacedByTheLater() {
        offer(one(), whole(version(one(), 1, 2, TaskStatus.RUNNING)));

        var late = offer(one(), part(version(one(), 1, 1, TaskStatus.RUNNING)));

        assertThat(late).isInstanceOf(Offer.Displaced.class);
        assertThat(read(two()).orElseThrow().version().turn()).isEqualTo(2);
    }

    @Test
    void claim_openTask_raisesTheEpochForOneHubOnly() {
        offer(one(), whole(version(one(), 1, 4, TaskStatus.RUNNING)));

        var taken = claim(two(), task, 1).orElseThrow();
        var late = claim(one(), task, 1);

        assertThat(taken.version()).isEqualTo(version(two(), 2, 0, TaskStatus.RUNNING));
        assertThat(taken.isWhole()).isTrue();
        assertThat(new String(taken.rows(), UTF_8)).isEqualTo("rows");
        assertThat(late).isEmpty();
    }

    @Test
    void claim_endedOrUnknownTask_isRefused() {
        assertThat(claim(two(), task, 1)).isEmpty();
        offer(one(), whole(version(one(), 1, 4, TaskStatus.COMPLETED)));

        assertThat(claim(two(), task, 1)).isEmpty();
    }

    @Test
    void offer_ofAnOwnerWhoseTaskWasTaken_isDisplaced() {
        offer(one(), whole(version(one(), 1, 4, TaskStatus.RUNNING)));
        claim(two(), task, 1);

        var stale = offer(one(), part(version(one(), 1, 5, TaskStatus.RUNNING)));

        assertThat(((Offer.Displaced) stale).instead().version().owner()).isEqualTo(two().node());
        assertThat(read(one()).orElseThrow().version().epoch()).isEqualTo(2);
    }

    @Test
    void offer_endOfAnOwnerWhoseTaskWasTaken_isDisplaced() {
        offer(one(), whole(version(one(), 1, 4, TaskStatus.RUNNING)));
        claim(two(), task, 1);
        var stale = whole(version(one(), 1, 5, TaskStatus.COMPLETED));

        var beforeTheOtherEnded = (Offer.Displaced) offer(one(), stale);
        var end = version(two(), 2, 3, TaskStatus.FAILED);
        offer(two(), whole(end));
        var afterwards = (Offer.Displaced) offer(one(), stale);

        assertThat(beforeTheOtherEnded.instead().version()).isEqualTo(version(two(), 2, 0, TaskStatus.RUNNING));
        assertThat(afterwards.instead().join()).isEqualTo(TaskJoin.of(end));
        assertThat(read(one()).orElseThrow().join()).isEqualTo(TaskJoin.of(end));
    }

    @Test
    void offer_endThatAStoreShows_standsBeforeWhatGoesOn() {
        offer(one(), whole(new TaskVersion(3, 4, 0, two().node(), TaskStatus.RUNNING)));
        var stored = new TaskVersion(2, 0, 0, TaskVersion.SHOWN_BY + one().node(), TaskStatus.COMPLETED);

        // In parts it is not to be completed with what the other owner wrote.
        assertThat(offer(one(), part(stored))).isEqualTo(new Offer.Incomplete());
        assertThat(offer(one(), whole(stored))).isEqualTo(new Offer.Stands(TaskJoin.of(stored)));
    }

    @Test
    void offer_twoEndsOneOfThemShownByAStore_lowerEpochStandsAndTheOtherIsAConflict() {
        var second = version(two(), 3, 3, TaskStatus.FAILED);
        offer(two(), whole(second));
        var first = new TaskVersion(2, 0, 0, TaskVersion.SHOWN_BY + one().node(), TaskStatus.COMPLETED);

        assertThat(offer(one(), whole(first))).isEqualTo(new Offer.Stands(new TaskJoin(first, List.of(second))));
        var again = offer(two(), whole(second));
        assertThat(((Offer.Displaced) again).instead().join().lost(second)).isTrue();
    }

    @Test
    void offer_ofTheOwnerWhereAStoreShowedTheTaskMeanwhile_stands() {
        offer(one(), whole(new TaskVersion(1, 0, 0, TaskVersion.SHOWN_BY + two().node(), TaskStatus.RUNNING)));
        var owned = version(one(), 1, 5, TaskStatus.RUNNING);

        assertThat(offer(one(), whole(owned))).isEqualTo(new Offer.Stands(TaskJoin.of(owned)));
    }

    @Test
    void forget_endedTask_isGone() {
        offer(one(), whole(version(one(), 1, 4, TaskStatus.COMPLETED)));
        one().forget(task);

        assertThat(read(one())).isEmpty();
    }

    @Test
    void withdraw_openTaskOfItsFirstOwner_isGone() {
        offer(one(), whole(version(one(), 1, 1, TaskStatus.RUNNING)));

        assertThat(TaskGridContract.<Boolean>done(d -> one().withdraw(task, d))).isTrue();
        assertThat(read(two())).isEmpty();
        assertThat(TaskGridContract.<Boolean>done(d -> one().withdraw(task, d))).isFalse();
    }

    @Test
    void withdraw_afterAnotherHubTookIt_doesNothing() {
        offer(one(), whole(version(one(), 1, 1, TaskStatus.RUNNING)));
        claim(two(), task, 1);

        assertThat(TaskGridContract.<Boolean>done(d -> one().withdraw(task, d))).isFalse();
        assertThat(read(one())).isPresent();
    }

    private SharedKey key(TaskGrid owner, String taskId, long atMs, boolean confirmed) {
        return new SharedKey(new KeyRecord("somebody", task, "hash", taskId, atMs), owner.node(), confirmed);
    }

    @Test
    void takeKey_second_getsTheFirst() {
        var first = key(one(), "t-first", 1_000, false);
        assertThat(takeKey(one(), first, "")).isEqualTo(first);

        assertThat(takeKey(two(), key(two(), "t-second", 2_000, false), "")).isEqualTo(first);
    }

    @Test
    void takeKey_insteadOfATaskThatNeverCameToBe_onlyWhileUnconfirmed() {
        takeKey(one(), key(one(), "t-first", 1_000, false), "");
        var second = key(two(), "t-second", 2_000, false);
        assertThat(takeKey(two(), second, "t-first")).isEqualTo(second);
        var confirmed = key(two(), "t-second", 2_000, true);
        assertThat(takeKey(two(), confirmed, "")).isEqualTo(confirmed);

        assertThat(takeKey(one(), key(one(), "t-third", 3_000, false), "t-second"))
                .isEqualTo(confirmed);
    }

    @Test
    void takeKey_afterADay_isFree() {
        takeKey(one(), key(one(), "t-first", 1_000, true), "");
        var next = key(two(), "t-next", 1_000 + KeyRecord.KEPT_MS, false);

        assertThat(takeKey(two(), next, "")).isEqualTo(next);
    }

    @Test
    void takeKey_ofAStoreThatHasItsTask_replacesWhatNobodyConfirmedAndNothingElse() {
        takeKey(one(), key(one(), "t-first", 1_000, false), "");
        var stored = key(two(), "t-stored", 500, true);
        assertThat(takeKey(two(), stored, SharedKey.ANY_UNCONFIRMED)).isEqualTo(stored);

        assertThat(takeKey(one(), key(one(), "t-other", 400, true), SharedKey.ANY_UNCONFIRMED))
                .isEqualTo(stored);
    }

    @Test
    void readKey_isWhatIsInForceAndTakesNothing() {
        assertThat(readKey(one())).isEmpty();
        assertThat(readKey(one())).isEmpty();
        var taken = key(one(), "t-first", 1_000, false);
        takeKey(one(), taken, "");

        assertThat(readKey(two())).contains(taken);
    }

    private Optional<SharedKey> readKey(TaskGrid grid) {
        return TaskGridContract.<Optional<SharedKey>>done(d -> grid.readKey("somebody", task, d));
    }

    @Test
    void answerRoll_ofOneHub_isReadByAnother() {
        var store = "store of " + task;

        assertThat(roll(one(), Set.of())).doesNotContainKey(store);
        assertThat(roll(one(), Set.of(store))).containsEntry(store, one().node());
        assertThat(roll(two(), Set.of())).containsEntry(store, one().node());
        assertThat(roll(two(), Set.of(store))).containsEntry(store, two().node());
    }

    static Map<String, String> roll(TaskGrid grid, Set<String> stores) {
        return TaskGridContract.<Map<String, String>>done(d -> grid.answerRoll(stores, d));
    }

    @Test
    void hubs_bothThere_seeEachOther() {
        assertThat(one().hubs()).contains(one().node(), two().node());
        assertThat(one().hasQuorum()).isTrue();
        assertThat(renewed(one())).isTrue();
    }

    @Test
    void orphans_ownerThere_none() {
        offer(one(), whole(version(two(), 1, 4, TaskStatus.RUNNING)));

        assertThat(orphans()).doesNotContain(task);
    }

    @Test
    void orphans_ownerGone_seenByExactlyOneHub() {
        var orphan = new TaskVersion(1, 4, 0, "gone", TaskStatus.RUNNING);
        offer(one(), whole(orphan));

        assertThat(orphans()).containsOnlyOnce(task);
    }

    @Test
    void orphans_endedTaskOfAGoneOwner_none() {
        offer(one(), whole(new TaskVersion(1, 4, 0, "gone", TaskStatus.COMPLETED)));

        assertThat(orphans()).doesNotContain(task);
    }

    private List<String> orphans() {
        return all().stream()
                .flatMap(grid -> orphans(grid).stream())
                .map(SharedTask::taskId)
                .toList();
    }
}
