package io.granger.examples.demo;

import io.granger.examples.fault.FaultPlan;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The demo's client: goes through the documents, a few at a time, and submits each once per arm, the two right after one another and in
 * seeded order. What its client cares about (the preset) differs from document to document. Before a document is submitted, the spokes the fault plan calls dead are dead.
 */
final class Traffic {

    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
    private static final long TASK_SECONDS = 120;

    private final DemoBus bus;
    private final DocumentOrder order;
    private final FaultPlan faults;
    private final DemoSpokes spokes;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean stopping;

    Traffic(DemoBus bus, DocumentOrder order, FaultPlan faults, DemoSpokes spokes) {
        this.bus = bus;
        this.order = order;
        this.faults = faults;
        this.spokes = spokes;
    }

    /** Takes no more documents; those under way are finished. */
    void stop() {
        stopping = true;
    }

    /** The place of the document that comes next. */
    int place() {
        return next.get();
    }

    /**
     * Runs documents until so many were begun, or until stopped when 0; returns when all have ended.
     *
     * @param atOnce documents under way at the same time
     */
    void run(int documents, int atOnce, Consumer<EndedPair> ended) throws InterruptedException {
        Thread[] clients = new Thread[atOnce];
        for (int i = 0; i < atOnce; i++) {
            clients[i] = Thread.ofPlatform().name("demo-client-" + i).daemon().start(() -> loop(documents, ended));
        }
        for (Thread client : clients) {
            client.join();
        }
    }

    private void loop(int documents, Consumer<EndedPair> ended) {
        while (!stopping) {
            int place = next.getAndIncrement();
            if (documents > 0 && place >= documents) {
                return;
            }
            try {
                ended.accept(pair(place));
            } catch (Exception lost) {
                if (!stopping) {
                    LOG.warn("document at place {} was given up", place, lost);
                }
            }
        }
    }

    private EndedPair pair(int place) throws Exception {
        spokes.setAway(place, faults.awayAt(place));
        DemoDocument document = order.at(place);
        boolean learnedFirst = order.learnedFirst(place);
        Future<Optional<EndedTask>> first = task(learnedFirst ? Arm.LEARNED : Arm.HEURISTIC, document, place);
        Future<Optional<EndedTask>> second = task(learnedFirst ? Arm.HEURISTIC : Arm.LEARNED, document, place);
        Optional<EndedTask> one = first.await(TASK_SECONDS, TimeUnit.SECONDS);
        Optional<EndedTask> other = second.await(TASK_SECONDS, TimeUnit.SECONDS);
        return new EndedPair(place, document, learnedFirst ? other : one, learnedFirst ? one : other);
    }

    /** The task once it has ended; empty when the hub refused it. */
    private Future<Optional<EndedTask>> task(Arm arm, DemoDocument document, int place) {
        JsonObject task = arm.task(document, place, order.preset(place));
        return bus.submit(task).transform(accepted -> {
            if (accepted.failed()) {
                LOG.info(
                        "{} refused in arm {}: {}",
                        document.file(),
                        arm,
                        accepted.cause().getMessage());
                return Future.succeededFuture(Optional.empty());
            }
            return bus.ended(accepted.result()).map(view -> Optional.of(EndedTask.of(view)));
        });
    }
}
