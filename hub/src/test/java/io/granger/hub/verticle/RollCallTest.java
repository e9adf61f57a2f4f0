package io.granger.hub.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.cluster.ClusteredStore;
import io.granger.hub.cluster.CustodyAudit;
import io.granger.hub.cluster.GridAnswer;
import io.granger.hub.cluster.MemoryCluster;
import io.granger.hub.cluster.SharedKey;
import io.granger.hub.cluster.TaskGrid;
import io.granger.hub.store.Change;
import io.granger.hub.store.KeyRecord;
import io.granger.hub.store.MemoryStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RollCallTest {
    private static final long START_MS = 10 * KeyRecord.KEPT_MS;

    private final MemoryCluster cluster = new MemoryCluster(3);
    private long nowMs = START_MS;

    /** What a roll call asks of a hub, without a hub; what is to be done later is not waited for, {@link #wait} ticks. */
    private static final class Still implements Surroundings {
        @Override
        public long after(long delayMs, Runnable task) {
            throw new AssertionError("nothing fails here, so nothing is tried again");
        }

        @Override
        public void cancel(long timer) {}

        @Override
        public Future<Object> ask(String address, JsonObject message, long timeoutMs) {
            throw new AssertionError("no spoke is asked");
        }

        @Override
        public void publish(String address, Supplier<JsonObject> event) {}

        @Override
        public <T> Future<T> blocking(Callable<T> work) {
            try {
                return Future.succeededFuture(work.call());
            } catch (Exception e) {
                return Future.failedFuture(e);
            }
        }
    }

    private final class Hub {
        final MemoryStore disk;
        final TaskGrid grid;
        final RollCall roll;

        Hub(String node) {
            this(node, new MemoryStore(Runnable::run));
        }

        Hub(String node, MemoryStore disk) {
            this.disk = disk;
            grid = cluster.enter(node, Runnable::run);
            var store = new ClusteredStore(disk, grid);
            var still = new Still();
            var stored = new StoredTasks(still, () -> nowMs, store, displaced -> {});
            roll = new RollCall(
                    still, () -> nowMs, store, stored, new CustodyAudit(store, still::after, missing -> {}), 3);
            roll.begin();
        }

        Optional<SharedKey> reads(String key) {
            var read = new ArrayList<Optional<SharedKey>>();
            grid.readKey("somebody", key, answer -> read.add(((GridAnswer.Done<Optional<SharedKey>>) answer).value()));
            return read.getFirst();
        }
    }

    private void wait(long ms, Hub... hubs) {
        nowMs += ms;
        for (int round = 0; round < 2; round++) {
            for (var hub : hubs) {
                hub.roll.tick();
            }
        }
    }

    private static KeyRecord key(String key, long atMs) {
        return new KeyRecord("somebody", key, "hash", "t-" + key, atMs);
    }

    @Test
    void isComplete_oncePastTheLastOfThree() {
        var hubs = new ArrayList<>(List.of(new Hub("one"), new Hub("two")));
        wait(1_000, hubs.toArray(Hub[]::new));
        assertThat(hubs).noneMatch(hub -> hub.roll.isComplete());

        hubs.add(new Hub("three"));
        wait(0, hubs.toArray(Hub[]::new));

        assertThat(hubs).allMatch(hub -> hub.roll.isComplete());
    }

    @Test
    void isComplete_hubThatDoesNotCome_isWaitedForHalfAMinute() {
        var one = new Hub("one");
        var two = new Hub("two");
        wait(RollCall.ABSENT_MS - 1, one, two);
        assertThat(one.roll.isComplete() || two.roll.isComplete()).isFalse();

        wait(1, one, two);

        assertThat(one.roll.isComplete() && two.roll.isComplete()).isTrue();
        assertThat(new Hub("three").roll.isComplete()).isTrue();
    }

    @Test
    void isComplete_sameStoreTwice_countsOnce() {
        var one = new Hub("one");
        var two = new Hub("two");
        wait(1_000, one, two);
        cluster.leave("two");
        var again = new Hub("two-again", two.disk);
        wait(1_000, one, again);

        assertThat(one.roll.isComplete() || again.roll.isComplete()).isFalse();
    }

    @Test
    void isComplete_somethingLost_notBeforeAllHaveShownAgain() {
        var one = new Hub("one");
        var two = new Hub("two");
        var three = new Hub("three");
        wait(1_000, one, two, three);
        two.disk.commit(Change.NONE.withKey(key("young", START_MS)), error -> {});
        two.disk.commit(Change.NONE.withKey(key("old", START_MS - KeyRecord.KEPT_MS - 1)), error -> {});
        cluster.leave("two");

        cluster.lose(entry -> true);
        wait(1_000, one, three);
        assertThat(one.roll.isComplete() || three.roll.isComplete()).isFalse();
        assertThat(one.reads("young")).isEmpty();
        var back = new Hub("two-again", two.disk);
        wait(1_000, one, three, back);

        assertThat(List.of(one, three, back)).allMatch(hub -> hub.roll.isComplete());
        assertThat(one.reads("young").orElseThrow().confirmed()).isTrue();
        assertThat(one.reads("old")).isEmpty();
    }
}
