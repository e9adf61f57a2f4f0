package io.granger.hub.verticle;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What happened lately: every event is published on {@code granger.events}, those of a task also on {@code
 * granger.events.task.ID}, and the newest are kept for readers who poll. Confined to the hub's owner thread.
 */
public final class EventLog {
    /** Where every event is published. */
    public static final String ALL = "granger.events";

    private static final String TASK = ALL + ".task.";
    private static final int KEPT = 10_000;
    private static final int PAGE = 500;
    private static final long WAIT_MAX_MS = 30_000;

    private final Surroundings surroundings;
    private final LongSupplier clock;

    // By seq, each in the place of the one so many before it: nothing but the details is made for an event that nobody
    // reads.
    private final long[] atMs = new long[KEPT];
    private final String[] kinds = new String[KEPT];
    private final List<Supplier<JsonObject>> told = new ArrayList<>(KEPT);

    private final List<Promise<Void>> readers = new ArrayList<>();
    private final List<BiConsumer<String, JsonObject>> hearers = new ArrayList<>(1);
    private long nextSeq = 1;

    /** A log that publishes here and takes its times, epoch milliseconds, from this clock. */
    public EventLog(Surroundings surroundings, LongSupplier clock) {
        this.surroundings = surroundings;
        this.clock = clock;
    }

    /** Publishes an event about the hub or a spoke. */
    public void tell(String kind, JsonObject details) {
        var asItWas = details.copy();
        tell(kind, () -> asItWas);
        hearers.forEach(hearer -> hearer.accept(kind, asItWas));
    }

    /**
     * Tells this from now on of every event that is no task's, by its kind and its details, which nobody may change. On the bus it
     * would get those of tasks too, which are made only where somebody listens.
     */
    public void hear(BiConsumer<String, JsonObject> hearer) {
        hearers.add(hearer);
    }

    private void tell(String kind, Supplier<JsonObject> what) {
        long seq = nextSeq++;
        int place = place(seq);
        atMs[place] = clock.getAsLong();
        kinds[place] = kind;
        if (place == told.size()) {
            told.add(what);
        } else {
            told.set(place, what);
        }
        surroundings.publish(ALL, () -> event(seq));
        if (!readers.isEmpty()) {
            var waiting = List.copyOf(readers);
            readers.clear();
            waiting.forEach(Promise::tryComplete);
        }
    }

    private static int place(long seq) {
        return (int) ((seq - 1) % KEPT);
    }

    /** What was told; as JSON only once somebody reads it, which of most events nobody does. */
    private JsonObject event(long seq) {
        int place = place(seq);
        return new JsonObject()
                .put("kind", kinds[place])
                .put("at", Instant.ofEpochMilli(atMs[place]).toString())
                .mergeIn(told.get(place).get());
    }

    /**
     * Publishes an event about a task.
     *
     * @param what made anew each time it is asked for, which may be long after; with the task's id, without the kind
     */
    public void tellTask(String kind, String taskId, Supplier<JsonObject> what) {
        tell(kind, what);
        surroundings.publish(
                TASK + taskId, () -> new JsonObject().put("kind", kind).mergeIn(what.get()));
    }

    /**
     * Events from {@code since} on, {@code {"events":[..],"next":SEQ}}; waits up to {@code waitMs} for the first.
     *
     * @param since sequence number of the first one wanted; 0 asks for what is kept
     */
    public Future<JsonObject> read(long since, long waitMs) {
        if (since < nextSeq || waitMs <= 0) {
            return Future.succeededFuture(page(since));
        }
        Promise<Void> arrival = Promise.promise();
        readers.add(arrival);
        long timer = surroundings.after(Math.max(1, Math.min(waitMs, WAIT_MAX_MS)), arrival::tryComplete);
        return arrival.future().map(v -> {
            surroundings.cancel(timer);
            readers.remove(arrival);
            return page(since);
        });
    }

    private JsonObject page(long since) {
        var events = new JsonArray();
        long next = Math.max(since, 1);
        for (long seq = Math.max(next, nextSeq - KEPT); seq < nextSeq && events.size() < PAGE; seq++) {
            events.add(event(seq).put("seq", seq));
            next = seq + 1;
        }
        return new JsonObject().put("events", events).put("next", next);
    }
}
