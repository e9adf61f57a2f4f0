package io.granger.hub.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import io.granger.hub.store.EncodedRow;
import io.granger.hub.store.RowCodec;
import io.granger.hub.train.BufferedRows;
import io.granger.rl.replay.Entry;
import io.granger.rl.replay.ReplayBuffer;
import io.granger.routing.ExperienceRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The replay buffer all members of a cluster share: a Hazelcast map of {@link RowShard shards} that hold each row as {@link RowCodec}
 * writes it, by decision id, with one backup that is confirmed before a write counts.
 *
 * <p>Every method blocks on the network and belongs on a worker's thread. Thread-safe. A member that fails loses nothing;
 * what two members that fail at once held comes back when a hub that wrote it starts again. A failed write throws, may
 * have been done in part, and is to be repeated. Of two rows that hubs closed a decision with while they did not hear of each other the one
 * that came first is kept. Sampling keeps the ids it read until the buffer's size or this
 * object's own writes say that they are old: what another member exchanged one for one meanwhile is met with the next
 * change; a row that was removed is drawn again.
 */
public final class HazelcastReplayBuffer implements ReplayBuffer<ExperienceRow>, ReplaySink, BufferedRows {

    private static final int REDRAWS = 3;

    private final IMap<Integer, RowShard> shards;
    private volatile String @Nullable [] knownIds;

    /** The buffer of the cluster this instance is a member of. */
    public HazelcastReplayBuffer(HazelcastInstance instance) {
        shards = instance.getMap(HazelcastSettings.REPLAY_MAP);
    }

    @Override
    public int addAll(List<Entry<ExperienceRow>> entries) {
        return addRows(entries.stream()
                .map(entry -> new EncodedRow(0, entry.id(), RowCodec.encodeRow(entry.value())))
                .toList());
    }

    @Override
    public int addRows(List<EncodedRow> added) {
        return sum(change(added, EncodedRow::decisionId, AddRows::new));
    }

    /** Has each shard that these meet process its part of them; all at once, and the answers in no order. */
    private <T, R> List<R> each(
            List<T> all,
            Function<T, String> decisionId,
            Function<List<T>, EntryProcessor<Integer, RowShard, R>> process) {
        Map<Integer, List<T>> byShard = new HashMap<>();
        for (T one : all) {
            byShard.computeIfAbsent(RowShard.of(decisionId.apply(one)), shard -> new ArrayList<>())
                    .add(one);
        }
        List<CompletableFuture<R>> answers = new ArrayList<>(byShard.size());
        byShard.forEach((shard, part) ->
                answers.add(shards.submitToKey(shard, process.apply(part)).toCompletableFuture()));
        return await(answers);
    }

    /** The same where it changes what is there. */
    private <T> List<Integer> change(
            List<T> all,
            Function<T, String> decisionId,
            Function<List<T>, EntryProcessor<Integer, RowShard, Integer>> process) {
        try {
            return each(all, decisionId, process);
        } finally {
            knownIds = null;
        }
    }

    /** Waits for all of them even if one fails: what is still on its way could come after what is done next. */
    private static <R> List<R> await(List<CompletableFuture<R>> answers) {
        List<R> results = new ArrayList<>(answers.size());
        RuntimeException failure = null;
        for (CompletableFuture<R> answer : answers) {
            try {
                results.add(answer.join());
            } catch (CompletionException failed) {
                failure = failed.getCause() instanceof RuntimeException cause ? cause : failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    private static int sum(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public Optional<ExperienceRow> get(String id) {
        return Optional.ofNullable(rows(List.of(id)).get(id));
    }

    @Override
    public int size() {
        return sum(shards.executeOnEntries(new CountRows()).values());
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
        return shards.executeOnEntries(new ListRows()).values().stream()
                .flatMap(Arrays::stream)
                .toList();
    }

    @Override
    public Map<String, ExperienceRow> rows(List<String> ids) {
        Map<String, ExperienceRow> decoded = new HashMap<>();
        for (RowList found : each(ids, id -> id, GetRows::new)) {
            found.rows().forEach(row -> decoded.put(row.decisionId(), RowCodec.decodeRow(row.bytes())));
        }
        return decoded;
    }

    /** In their order, so that one generator draws the same on every member. */
    private String[] orderedIds() {
        String[] known = knownIds;
        if (known == null || known.length != size()) {
            known = ids().toArray(new String[0]);
            Arrays.sort(known);
            knownIds = known;
        }
        return known;
    }

    @Override
    public int removeAll(List<String> ids) {
        return sum(change(ids, id -> id, RemoveRows::new));
    }

    @Override
    public void forget(List<String> decisionIds) {
        removeAll(decisionIds);
    }
}
