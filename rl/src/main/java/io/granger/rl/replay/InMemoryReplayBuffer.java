package io.granger.rl.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A replay buffer in the memory of this process; every operation takes constant time an entry. Not thread-safe. */
public final class InMemoryReplayBuffer<E> implements ReplayBuffer<E> {

    private final Map<String, Integer> places = new HashMap<>();
    private final List<Entry<E>> entries = new ArrayList<>();

    @Override
    public int addAll(List<Entry<E>> added) {
        int before = entries.size();
        for (Entry<E> entry : added) {
            if (places.putIfAbsent(entry.id(), entries.size()) == null) {
                entries.add(entry);
            }
        }
        return entries.size() - before;
    }

    @Override
    public Optional<E> get(String id) {
        return Optional.ofNullable(places.get(id))
                .map(place -> entries.get(place).value());
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public List<E> sample(int n, RandomGenerator random) {
        if (n < 0) {
            throw new IllegalArgumentException("sample size must be at least 0, is " + n);
        }
        if (entries.isEmpty()) {
            return List.of();
        }
        List<E> drawn = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            drawn.add(entries.get(random.nextInt(entries.size())).value());
        }
        return List.copyOf(drawn);
    }

    @Override
    public int removeAll(List<String> ids) {
        int before = entries.size();
        ids.forEach(this::remove);
        return before - entries.size();
    }

    private void remove(String id) {
        Integer place = places.remove(id);
        if (place == null) {
            return;
        }
        // the last entry moves into the gap, so that sampling stays one draw of an index
        Entry<E> last = entries.removeLast();
        if (place < entries.size()) {
            entries.set(place, last);
            places.put(last.id(), place);
        }
    }
}
