package io.granger.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granger.hub.LiveHub;
import io.granger.hub.store.Change;
import io.granger.hub.store.Commits;
import io.granger.hub.store.EncodedRow;
import io.granger.hub.store.MemoryStore;
import io.granger.hub.store.Retention;
import io.granger.hub.store.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;

/** From the store into the buffer: each row once, whatever happens in between. */
class ReplayProjectionTest {

    /** A buffer that can fail before or after it did what it was asked. */
    private static final class FragileSink implements ReplaySink {

        final Map<String, byte[]> rows = new LinkedHashMap<>();
        int callsLeft = Integer.MAX_VALUE;
        boolean failsAfter;
        Runnable before = () -> {};

        @Override
        public synchronized int addRows(List<EncodedRow> added) {
            failBefore();
            int before = rows.size();
            added.forEach(row -> rows.putIfAbsent(row.decisionId(), row.bytes()));
            failAfter();
            return rows.size() - before;
        }

        @Override
        public synchronized int size() {
            return rows.size();
        }

        @Override
        public synchronized void forget(List<String> decisionIds) {
            failBefore();
            decisionIds.forEach(rows::remove);
            failAfter();
        }

        synchronized boolean hasFailed() {
            return callsLeft <= 0;
        }

        synchronized void heal() {
            callsLeft = Integer.MAX_VALUE;
        }

        private void failBefore() {
            before.run();
            if (--callsLeft <= 0 && !failsAfter) {
                throw new Crash();
            }
        }

        private void failAfter() {
            if (callsLeft <= 0) {
                throw new Crash();
            }
        }
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private MemoryStore store = new MemoryStore(Runnable::run);
    private FragileSink sink = new FragileSink();
    private int rows;

    @BeforeTry
    void anew() {
        store = new MemoryStore(Runnable::run);
        sink = new FragileSink();
        rows = 0;
    }

    private void addRows(int n) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            changes.add(Change.NONE.withRows(List.of(Samples.row(rows++, 1))));
        }
        Commits.all(store, changes);
    }

    private static String id(int number) {
        return Samples.taskId(number) + ".1-1";
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(ReplayProjectionTest::id).toList();
    }

    private static void drain(ReplayProjection projection) {
        int steps = 0;
        while (projection.step()) {
            assertThat(++steps).isLessThan(10_000);
        }
    }

    @Example
    void step_newRows_areAddedInOrderAndTheCursorIsDurable() {
        addRows(1_100);
        ReplayProjection projection = new ReplayProjection(store, sink, 100_000);
        assertThat(projection.step()).isTrue();
        assertThat(sink.rows).hasSize(1_024);
        assertThat(store.settings()).containsEntry(ReplayProjection.CURSOR, "1024");
        drain(projection);
        assertThat(sink.rows.keySet()).containsExactlyElementsOf(ids(0, 1_100));
        assertThat(projection.lag()).isZero();
        assertThat(projection.step()).isFalse();
        assertThat(store.settings()).containsEntry(ReplayProjection.CURSOR, "1100");
    }

    @Example
    void step_tooManyRows_theOldestGoInBatches() {
        addRows(25_000);
        ReplayProjection projection = new ReplayProjection(store, sink, 20_000);
        drain(projection);
        // The restart offers the newest 20,000 only; nothing had to be trimmed.
        assertThat(sink.rows.keySet()).containsExactlyElementsOf(ids(5_000, 25_000));
        addRows(1);
        drain(projection);
        assertThat(sink.rows.keySet()).containsExactlyElementsOf(ids(6_000, 25_001));
        assertThat(store.settings()).containsEntry(ReplayProjection.TRIMMED, "6000");
    }

    @Example
    void restart_bufferIsEmpty_isRefilledWithTheNewest() {
        addRows(700);
        drain(new ReplayProjection(store, sink, 500));
        sink.rows.clear();
        drain(new ReplayProjection(store, sink, 500));
        assertThat(sink.rows.keySet()).containsExactlyElementsOf(ids(200, 700));
        assertThat(store.settings()).containsEntry(ReplayProjection.TRIMMED, "200");
    }

    @Example
    void restart_bufferSurvived_addsOnlyWhatIsMissing() {
        addRows(100);
        drain(new ReplayProjection(store, sink, 500));
        sink.rows.remove(id(40));
        addRows(50);
        drain(new ReplayProjection(store, sink, 500));
        assertThat(sink.rows.keySet()).containsExactlyInAnyOrderElementsOf(ids(0, 150));
    }

    @Example
    void restart_crashedWhileRefilling_leavesNothingInForEver() {
        addRows(601);
        ReplayProjection projection = new ReplayProjection(store, sink, 400);
        drain(projection);
        addRows(1);
        drain(projection);
        assertThat(store.settings()).containsEntry(ReplayProjection.TRIMMED, "241");
        sink.rows.clear();
        List<Map<String, String>> durable = new ArrayList<>();
        sink.before = () -> durable.add(store.settings());
        sink.callsLeft = 1;
        sink.failsAfter = true;
        assertThatThrownBy(() -> drain(new ReplayProjection(store, sink, 400))).isInstanceOf(Crash.class);
        Commits.commit(store, Change.settings(durable.getLast()));
        sink.callsLeft = Integer.MAX_VALUE;
        addRows(1);
        drain(new ReplayProjection(store, sink, 400));
        assertThat(sink.rows.keySet()).containsExactlyElementsOf(ids(242, 603));
    }

    @Example
    void restart_smallerBound_trimsAtOnce() {
        addRows(300);
        drain(new ReplayProjection(store, sink, 500));
        drain(new ReplayProjection(store, sink, 100));
        assertThat(sink.rows.keySet()).containsExactlyElementsOf(ids(200, 300));
    }

    @Example
    void restart_storeFromAnOlderBackup_startsFromItsEnd() {
        addRows(10);
        Commits.commit(store, Change.settings(Map.of(ReplayProjection.CURSOR, "99", ReplayProjection.TRIMMED, "50")));
        sink.rows.put("of another member", new byte[0]);
        ReplayProjection projection = new ReplayProjection(store, sink, 500);
        drain(projection);
        addRows(3);
        drain(projection);
        assertThat(sink.rows.keySet()).containsAll(ids(10, 13));
    }

    @Example
    void delete_oldRows_areForgottenByTheBufferToo() {
        addRows(30);
        ReplayProjection projection = new ReplayProjection(store, sink, 500);
        drain(projection);
        store.delete(new Retention(0, Samples.row(20, 1).closedAtMs(), 0), projection::forget);
        assertThat(sink.rows.keySet()).containsExactlyElementsOf(ids(20, 30));
    }

    @Example
    void start_runsByItselfUntilClosed() {
        addRows(600);
        ReplayProjection projection = new ReplayProjection(store, sink, 100_000);
        projection.start();
        LiveHub.eventually().until(() -> sink.size() == 600);
        addRows(1);
        LiveHub.eventually().until(() -> sink.size() == 601 && projection.lag() == 0);
        projection.close();
        addRows(1);
        assertThat(projection.lag()).isEqualTo(1);
    }

    @Example
    void start_bufferFails_isTriedAgain() {
        addRows(10);
        sink.callsLeft = 1;
        ReplayProjection projection = new ReplayProjection(store, sink, 100_000);
        projection.start();
        LiveHub.eventually().until(sink::hasFailed);
        sink.heal();
        LiveHub.eventually().until(() -> projection.lag() == 0);
        projection.close();
        assertThat(sink.rows.keySet()).containsExactlyElementsOf(ids(0, 10));
    }

    /**
     * Crashes before or after a write to the buffer, with the buffer lost or surviving, with the last cursors written or
     * not: in the end the newest rows are there, every one, and never more than the bound.
     */
    @Property(seed = "1", tries = 100)
    void crashes_anywhere_noRowIsMissingOrDoubled(
            @ForAll long seed, @ForAll @IntRange(min = 40, max = 400) int maxRows) {
        Random random = new Random(seed);
        int crashes = random.nextInt(6);
        List<Map<String, String>> cursors = new ArrayList<>();
        sink.before = () -> cursors.add(store.settings());
        for (int i = 0; i < crashes; i++) {
            addRows(random.nextInt(700));
            sink.callsLeft = 1 + random.nextInt(5);
            sink.failsAfter = random.nextBoolean();
            cursors.clear();
            try {
                drain(new ReplayProjection(store, sink, maxRows));
            } catch (Crash crash) {
                loseSome(random, cursors);
            }
            sink.callsLeft = Integer.MAX_VALUE;
        }
        addRows(random.nextInt(700));
        drain(new ReplayProjection(store, sink, maxRows));
        int kept = sink.rows.size();
        assertThat(kept).isLessThanOrEqualTo(maxRows);
        assertThat(kept).isGreaterThanOrEqualTo(Math.min(rows, maxRows - maxRows / 10 + 1));
        assertThat(sink.rows.keySet()).containsExactlyInAnyOrderElementsOf(ids(rows - kept, rows));
    }

    private void loseSome(Random random, List<Map<String, String>> cursors) {
        if (random.nextBoolean()) {
            sink.rows.clear();
        }
        if (random.nextBoolean()) {
            // The last writes of the cursors had not reached the disk.
            Commits.commit(store, Change.settings(cursors.get(random.nextInt(cursors.size()))));
        }
    }
}
