package io.granger.hub.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granger.hub.shape.ApiError;
import io.granger.hub.store.Change;
import io.granger.hub.store.Commits;
import io.granger.hub.store.MemoryStore;
import io.granger.hub.store.RowQuery;
import io.granger.hub.store.Samples;
import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import io.granger.routing.RewardParts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    @TempDir
    Path folder;

    private final MemoryStore store = new MemoryStore(Runnable::run);
    private final Map<String, ExperienceRow> buffered = new HashMap<>();
    private Imports imports;
    private Snapshots snapshots;

    /** The buffer as a plain map. */
    private final class MapRows implements BufferedRows {
        @Override
        public List<String> ids() {
            return List.copyOf(buffered.keySet());
        }

        @Override
        public Map<String, ExperienceRow> rows(List<String> ids) {
            Map<String, ExperienceRow> found = new HashMap<>(buffered);
            found.keySet().retainAll(ids);
            return found;
        }
    }

    @BeforeEach
    void open() {
        imports = new Imports(folder.resolve("imports"));
        snapshots = new Snapshots(folder.resolve("snapshots"), store, () -> Optional.of(new MapRows()), imports);
    }

    private void stored(int task) {
        Commits.commit(store, Change.NONE.withRows(List.of(Samples.row(task, 1))));
    }

    private void inBuffer(int task) {
        ExperienceRow row = Samples.row(task, 1);
        buffered.put(row.decision().decisionId(), row);
    }

    private static List<LoggedRow> rows(Snapshot snapshot) throws IOException {
        List<LoggedRow> rows = new ArrayList<>();
        try (InputStream in = Files.newInputStream(snapshot.file())) {
            ExperienceLines.read(in, ExperienceFormat.JSONL, rows::add, fault -> {
                throw new AssertionError(fault);
            });
        }
        return rows;
    }

    private static List<String> tasks(Snapshot snapshot) throws IOException {
        return rows(snapshot).stream().map(row -> row.row().decision().taskId()).toList();
    }

    private static InputStream lines(int... tasks) {
        StringBuilder text = new StringBuilder();
        for (int task : tasks) {
            text.append(new LoggedRow(Samples.row(task, 1), List.of(), false)
                            .toJson()
                            .encode())
                    .append('\n');
        }
        return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void take_bufferAndStore_eachDecisionOnce_inTheOrderOfClosing() throws IOException {
        stored(1);
        stored(3);
        inBuffer(2);
        inBuffer(3);

        Snapshot snapshot = snapshots.take(SnapshotQuery.ALL);

        assertThat(tasks(snapshot)).containsExactly(Samples.taskId(1), Samples.taskId(2), Samples.taskId(3));
        assertThat(snapshot.rows()).isEqualTo(3);
    }

    @Test
    void take_sameRows_sameFileNamedAfterItsContent() throws IOException {
        stored(1);
        inBuffer(2);
        Snapshot first = snapshots.take(SnapshotQuery.ALL);
        stored(2);

        Snapshot second = snapshots.take(SnapshotQuery.ALL);

        assertThat(second).isEqualTo(first);
        assertThat(first.file()).hasFileName(first.hash() + ".jsonl");
        assertThat(ContentFile.hash(first.file())).isEqualTo(first.hash());
        assertThat(folder.resolve("snapshots").toFile().list()).hasSize(1);
    }

    @Test
    void take_outcomes_standBesideTheRawRow() throws IOException {
        stored(1);
        var said =
                new OutcomeRow(Samples.taskId(1) + ".1-1", "client", "k", 9, OptionalDouble.of(1), RewardParts.NONE, 1);
        Commits.commit(store, Change.outcome(said));

        LoggedRow row = rows(snapshots.take(SnapshotQuery.ALL)).getFirst();

        assertThat(row.row()).isEqualTo(Samples.row(1, 1));
        assertThat(row.outcomes()).containsExactly(said);
        // quality .5 became 1, and success, latency and cost stayed
        assertThat(row.targets()).containsExactly(1, 0.523, 1, 0.9);
    }

    @Test
    void take_window_pipeline_policy() throws IOException {
        stored(1);
        stored(2);
        long at = Samples.row(2, 1).decision().atMs();
        var since = new RowQuery(OptionalLong.of(at), OptionalLong.empty(), Optional.empty());
        var other = new RowQuery(OptionalLong.empty(), OptionalLong.empty(), Optional.of("other"));

        assertThat(tasks(snapshots.take(new SnapshotQuery(since, Optional.empty(), true))))
                .containsExactly(Samples.taskId(2));
        assertThat(snapshots
                        .take(new SnapshotQuery(other, Optional.empty(), true))
                        .rows())
                .isZero();
        assertThat(snapshots
                        .take(new SnapshotQuery(RowQuery.ALL, Optional.of("auto-0"), true))
                        .rows())
                .isEqualTo(2);
        assertThat(snapshots
                        .take(new SnapshotQuery(RowQuery.ALL, Optional.of("auto-1"), true))
                        .rows())
                .isZero();
    }

    @Test
    void take_imported_comesFirst_andNeverInPlaceOfTheHubsOwn() throws IOException {
        stored(1);
        imports.add(lines(1, 5), ExperienceFormat.JSONL);

        Snapshot with = snapshots.take(SnapshotQuery.ALL);
        Snapshot without = snapshots.take(new SnapshotQuery(RowQuery.ALL, Optional.empty(), false));

        assertThat(tasks(with)).containsExactly(Samples.taskId(5), Samples.taskId(1));
        assertThat(rows(with)).extracting(LoggedRow::isImported).containsExactly(true, false);
        assertThat(tasks(without)).containsExactly(Samples.taskId(1));
        assertThat(store.rowCount()).isEqualTo(1);
    }

    @Test
    void import_oneBadLine_takesNothing() throws IOException {
        InputStream bad = new ByteArrayInputStream("{}\n".getBytes(StandardCharsets.UTF_8));

        var refused = catchThrowableOfType(
                ApiError.class,
                () -> imports.add(new java.io.SequenceInputStream(lines(1), bad), ExperienceFormat.JSONL));

        assertThat(refused.getMessage()).contains("nothing was imported", "line 2", "schema");
        assertThat(folder.resolve("imports").toFile().list()).isEmpty();
    }

    @Test
    void import_again_changesNothing_andOneDecisionTwiceIsRefused() throws IOException {
        var first = imports.add(lines(1, 2), ExperienceFormat.JSONL);

        assertThat(imports.add(lines(1, 2), ExperienceFormat.JSONL)).isEqualTo(first);
        assertThat(folder.resolve("imports").toFile().list()).hasSize(1);
        assertThat(catchThrowableOfType(ApiError.class, () -> imports.add(lines(3, 3), ExperienceFormat.JSONL))
                        .getMessage())
                .contains("line 2", "again");
    }
}
