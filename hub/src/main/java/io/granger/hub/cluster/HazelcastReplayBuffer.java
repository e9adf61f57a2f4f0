package io.granger.hub.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.granger.hub.store.EncodedRow;
import io.granger.hub.store.RowCodec;
import io.granger.hub.train.BufferedRows;
import io.granger.rl.replay.Entry;
import io.granger.rl.replay.ReplayBuffer;
import io.granger.routing.ExperienceRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The replay buffer all members of a cluster share: a Hazelcast map from decision id to the row as {@link RowCodec}
 * writes it, with one backup that is confirmed before a write counts.
 *
 * <p>Every method blocks on the network and belongs on a worker's thread. Thread-safe. A member that fails loses nothing;
 * what two members that fail at once held comes back when a hub that wrote it starts again. A failed write throws, may
 * have been done in part, and is to be repeated. Sampling keeps the ids it read until the buffer's size or this
 * object's own writes say that they are old: what another member exchanged one for one meanwhile is met with the next
 * change; a row that was removed is drawn again.
 */
public final class HazelcastReplayBuffer implements ReplayBuffer<ExperienceRow>, ReplaySink, BufferedRows {

    private static final int REDRAWS = 3;

    private final IMap<String, byte[]> rows;
    private final boolean isShared;
    private volatile String @Nullable [] knownIds;

    /** The buffer of the cluster this instance is a member of. */
    public HazelcastReplayBuffer(HazelcastInstance instance) {
        this(instance, true);
    }

    /**
     * The same where it may be known that there are no others.
     *
     * @param isShared whether other members write rows too: a decision that two hubs closed while they did not hear of each other keeps the
     *     row that came first
     */
    public HazelcastReplayBuffer(HazelcastInstance instance, boolean isShared) {
        this.rows = instance.getMap(HazelcastSettings.REPLAY_MAP);
        this.isShared = isShared;
    }

    @Override
    public int addAll(List<Entry<ExperienceRow>> entries) {
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        for (Entry<ExperienceRow> entry : entries) {
            encoded.putIfAbsent(entry.id(), RowCodec.encodeRow(entry.value()));
        }
        return add(encoded);
    }

    @Override
    public int addRows(List<EncodedRow> added) {
        return add(byId(added));
    }

    @Override
    public void addNewRows(List<EncodedRow> added) {
        if (isShared) {
            addRows(added);
        } else {
            set(byId(added));
        }
    }

    private static Map<String, byte[]> byId(List<EncodedRow> rows) {
        Map<String, byte[]> byId = new LinkedHashMap<>();
        for (EncodedRow row : rows) {
            byId.putIfAbsent(row.decisionId(), row.bytes());
        }
        return byId;
    }

    /** Two batched calls in place of one for each row; between them only the same row can come, for rows never change. */
    private int add(Map<String, byte[]> added) {
        added.keySet().removeAll(rows.getAll(added.keySet()).keySet());
        set(added);
        return added.size();
    }

    private void set(Map<String, byte[]> added) {
        if (!added.isEmpty()) {
            rows.setAll(added);
            knownIds = null;
        }
    }

    @Override
    public Optional<ExperienceRow> get(String id) {
        return Optional.ofNullable(rows.get(id)).map(RowCodec::decodeRow);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public List<ExperienceRow> sample(int n, RandomGenerator random) {
        if (n < 0) {
            throw new IllegalArgumentException("sample size must be at least 0, is " + n);
        }
        List<ExperienceRow> drawn = new ArrayList<>(n);
        for (int redraw = 0; redraw <= REDRAWS && drawn.size() < n; redraw++) {
            String[] ids = orderedIds();
            if (ids.length == 0) {
                return List.of();
            }
            drawn.addAll(draw(ids, n - drawn.size(), random));
            if (drawn.size() < n) {
                knownIds = null;
            }
        }
        return List.copyOf(drawn);
    }

    private List<ExperienceRow> draw(String[] ids, int n, RandomGenerator random) {
        List<String> chosen = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            chosen.add(ids[random.nextInt(ids.length)]);
        }
        Map<String, ExperienceRow> decoded = rows(chosen);
        return chosen.stream()
                .flatMap(id -> Optional.ofNullable(decoded.get(id)).stream())
                .toList();
    }

    @Override
    public List<String> ids() {
        return List.copyOf(rows.keySet());
    }

    @Override
    public Map<String, ExperienceRow> rows(List<String> ids) {
        Map<String, ExperienceRow> decoded = new HashMap<>();
        rows.getAll(Set.copyOf(ids)).forEach((id, bytes) -> decoded.put(id, RowCodec.decodeRow(bytes)));
        return decoded;
    }

    /** In their order, so that one generator draws the same on every member. */
    private String[] orderedIds() {
        String[] known = knownIds;
        if (known == null || known.length != rows.size()) {
            known = rows.keySet().toArray(new String[0]);
            Arrays.sort(known);
            knownIds = known;
        }
        return known;
    }

    @Override
    public int removeAll(List<String> ids) {
        int wereThere = rows.getAll(Set.copyOf(ids)).size();
        forget(ids);
        return wereThere;
    }

    @Override
    public void forget(List<String> decisionIds) {
        try {
            // One operation for each partition in place of one for each row.
            rows.executeOnKeys(Set.copyOf(decisionIds), new RemoveRow());
        } finally {
            knownIds = null;
        }
    }
}
