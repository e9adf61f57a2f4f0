package io.granger.examples.demo;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Turns documents that have ended into measured pairs, from the hub's own records, and counts decisions on the way. For one thread. */
final class Assessment {

    private static final long READ_SECONDS = 60;
    private static final long SETTLE_LOOK_MS = 500;
    private static final int SETTLE_LOOKS = 40;

    private final DemoBus bus;
    private final List<Pair> pairs = new ArrayList<>();
    private long decisions;
    private long recovered;

    private record Found(Measured measured, long decisions, boolean recovered) {}

    Assessment(DemoBus bus) {
        this.bus = bus;
    }

    /** Measures one document in both arms. */
    void add(EndedPair ended) throws Exception {
        Future<Found> heuristic = found(ended.heuristic());
        Future<Found> learned = found(ended.learned());
        Found one = heuristic.await(READ_SECONDS, TimeUnit.SECONDS);
        Found other = learned.await(READ_SECONDS, TimeUnit.SECONDS);
        decisions += one.decisions() + other.decisions();
        recovered += (one.recovered() ? 1 : 0) + (other.recovered() ? 1 : 0);
        pairs.add(new Pair(one.measured(), other.measured()));
    }

    private Future<Found> found(Optional<EndedTask> task) {
        if (task.isEmpty()) {
            return Future.succeededFuture(new Found(TaskMeasure.refused(), 0, false));
        }
        String id = task.get().taskId();
        Future<JsonObject> view = bus.view(id);
        Future<JsonObject> decided = bus.decisions(id);
        return Future.all(view, decided)
                .map(both -> new Found(
                        TaskMeasure.of(view.result(), decided.result()),
                        decided.result().getJsonArray("decisions").size(),
                        task.get().completed() && view.result().getBoolean("recovered", false)));
    }

    /** Waits until no more ratings come in: none for a second, or 20 seconds in all. */
    void settle() throws Exception {
        long before = -1;
        int quiet = 0;
        for (int look = 0; look < SETTLE_LOOKS && quiet < 2; look++) {
            long now = bus.stats().await(READ_SECONDS, TimeUnit.SECONDS).getLong("outcomes", 0L);
            quiet = now == before ? quiet + 1 : 0;
            before = now;
            if (quiet < 2) {
                TimeUnit.MILLISECONDS.sleep(SETTLE_LOOK_MS);
            }
        }
    }

    /** What came of it all, with the rows counted in the store now. */
    DemoReport report(long seed) throws Exception {
        long rows = bus.stats().await(READ_SECONDS, TimeUnit.SECONDS).getLong("rows", 0L);
        return new DemoReport(Comparison.of(pairs, seed), decisions, rows, recovered);
    }
}
