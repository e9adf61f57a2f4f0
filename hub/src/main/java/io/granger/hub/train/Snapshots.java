package io.granger.hub.train;

import io.granger.hub.store.HubStore;
import io.granger.routing.ExperienceRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes snapshots: the rows of the replay buffer, those the store holds beyond it, and imported ones, each with its outcomes.
 *
 * <p>A decision is in a snapshot once, and the hub's own row wins over an imported one. Outcomes are those this hub was told. It holds
 * a key for each row and a page of rows, whatever the size. Blocks on disk and network; thread-safe.
 */
public final class Snapshots {
    private static final int PAGE = 500;

    private final Path folder;
    private final HubStore store;
    private final Supplier<Optional<? extends BufferedRows>> buffer;
    private final Imports imports;

    /**
     * Snapshots into a folder, made when first needed.
     *
     * @param buffer the replay buffer, once it is up
     */
    public Snapshots(Path folder, HubStore store, Supplier<Optional<? extends BufferedRows>> buffer, Imports imports) {
        this.folder = folder;
        this.store = store;
        this.buffer = buffer;
        this.imports = imports;
    }

    /** What a row is sorted by; ids break ties, so that the same rows always make the same file. */
    private record Key(long closedAtMs, String decisionId) implements Comparable<Key> {
        @Override
        public int compareTo(Key that) {
            int byTime = Long.compare(closedAtMs, that.closedAtMs);
            return byTime != 0 ? byTime : decisionId.compareTo(that.decisionId);
        }
    }

    /** Takes one. */
    public Snapshot take(SnapshotQuery query) throws IOException {
        Optional<? extends BufferedRows> buffered = buffer.get();
        List<Key> keys = keys(query, buffered);
        long[] counts = new long[3];
        try (ContentFile file = new ContentFile(folder, ".jsonl")) {
            if (query.withImported()) {
                writeImported(query, keys, file.out(), counts);
            }
            for (int from = 0; from < keys.size(); from += PAGE) {
                List<String> page = keys.subList(from, Math.min(keys.size(), from + PAGE)).stream()
                        .map(Key::decisionId)
                        .toList();
                for (LoggedRow row : page(page, buffered)) {
                    write(row, file.out(), counts);
                }
            }
            Path written = file.finish();
            String name = written.getFileName().toString();
            return new Snapshot(name.substring(0, name.indexOf('.')), written, counts[0], counts[1], counts[2]);
        }
    }

    private List<Key> keys(SnapshotQuery query, Optional<? extends BufferedRows> buffered) {
        List<Key> keys = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        buffered.ifPresent(rows -> {
            List<String> ids = rows.ids();
            for (int from = 0; from < ids.size(); from += PAGE) {
                rows.rows(ids.subList(from, Math.min(ids.size(), from + PAGE)))
                        .values()
                        .forEach(row -> addKey(row, query, keys, seen));
            }
        });
        store.eachRow(query.window(), stored -> addKey(stored.row(), query, keys, seen));
        keys.sort(null);
        return keys;
    }

    private static void addKey(ExperienceRow row, SnapshotQuery query, List<Key> keys, Set<String> seen) {
        String id = row.decision().decisionId();
        if (query.holds(row.decision()) && seen.add(id)) {
            keys.add(new Key(row.closedAtMs(), id));
        }
    }

    /** Rows that were deleted meanwhile are left out. */
    private List<LoggedRow> page(List<String> ids, Optional<? extends BufferedRows> buffered) {
        Map<String, ExperienceRow> found = new HashMap<>();
        buffered.ifPresent(rows -> found.putAll(rows.rows(ids)));
        List<LoggedRow> page = new ArrayList<>(ids.size());
        for (String id : ids) {
            Optional.ofNullable(found.get(id))
                    .or(() -> store.row(id))
                    .ifPresent(row -> page.add(new LoggedRow(row, store.outcomes(id), false)));
        }
        return page;
    }

    /** Before the hub's own: what was learnt elsewhere is the start, not the last word. */
    private void writeImported(SnapshotQuery query, List<Key> own, OutputStream out, long[] counts) throws IOException {
        Set<String> seen = new HashSet<>();
        own.forEach(key -> seen.add(key.decisionId()));
        List<IOException> failed = new ArrayList<>();
        imports.each(row -> {
            if (failed.isEmpty()
                    && query.holds(row.row().decision())
                    && seen.add(row.row().decision().decisionId())) {
                try {
                    write(row, out, counts);
                } catch (IOException full) {
                    failed.add(full);
                }
            }
        });
        if (!failed.isEmpty()) {
            throw failed.getFirst();
        }
    }

    private static void write(LoggedRow row, OutputStream out, long[] counts) throws IOException {
        out.write(row.toJson().encode().getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        counts[0]++;
        counts[1] += row.outcomes().size();
        counts[2] += row.isImported() ? 1 : 0;
    }
}
