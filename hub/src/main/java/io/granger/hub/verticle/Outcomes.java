package io.granger.hub.verticle;

import io.granger.hub.store.Change;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.TaskRecord;
import io.granger.hub.task.TaskEvent;
import io.granger.hub.task.TaskMachine;
import io.granger.hub.task.TaskState;
import io.granger.registry.CandidateId;
import io.granger.registry.SpokeRegistry;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.OutcomeRow;
import io.granger.routing.RewardParts;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said of a decision after it was closed: kept as its own row, once for each (decision, source, key), and given
 * to the learner as a difference. Owner thread only.
 */
public final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
    private static final String VERIFIER = "verifier";

    private final Worker worker;
    private final HubStore store;
    private final SpokeRegistry registry;
    private final Closer closer;
    private final LongSupplier clock;
    private final Map<String, Future<Void>> rewriting = new HashMap<>();

    Outcomes(Worker worker, HubStore store, SpokeRegistry registry, Closer closer, LongSupplier clock) {
        this.worker = worker;
        this.store = store;
        this.registry = registry;
        this.closer = closer;
        this.clock = clock;
    }

    /** Keeps an outcome of a closed decision; whether it was new. */
    public Future<Boolean> add(ExperienceRow row, OutcomeRow added) {
        return worker.call(() -> store.outcomes(added.decisionId()))
                .compose(before -> commit(added).map(applied -> {
                    if (applied) {
                        closer.outcome(row, before, added);
                        rate(row, added);
                    }
                    return applied;
                }));
    }

    /** The row on which a task ended, if it has one. */
    public Future<Optional<ExperienceRow>> endOf(String taskId) {
        return worker.call(() -> store.rows(taskId))
                .map(rows -> rows.stream()
                        .filter(r -> r.terminated() && r.decision().level() != Level.STEP)
                        .findFirst());
    }

    /** A verifier rated a step: the step's decision hears of it, its task, and the row on which that ended. */
    void verified(ExperienceRow stepRow, String stepId, double quality, TaskRunner runner) {
        long nowMs = clock.getAsLong();
        var taskId = stepRow.decision().taskId();
        add(stepRow, outcome(stepRow, stepId, quality, nowMs))
                .compose(applied -> applied
                        ? runner.give(taskId, new TaskEvent.Verified(nowMs, stepId, quality))
                        : Future.succeededFuture(Optional.<TaskState>empty()))
                .compose(open -> open.filter(s -> !s.status().isTerminal()).isPresent()
                        ? Future.succeededFuture()
                        : afterEnd(taskId, stepId, quality, nowMs).onSuccess(v -> runner.forget(taskId)))
                .onFailure(e -> LOG.warn("rating of {} not kept: {}", stepId, e.getMessage()));
    }

    private Future<Void> afterEnd(String taskId, String stepId, double quality, long nowMs) {
        return endOf(taskId)
                .compose(end -> end.filter(row -> row.parts().quality().isEmpty())
                        .map(row -> add(row, outcome(row, stepId, quality, nowMs)))
                        .orElseGet(() -> Future.succeededFuture(false)))
                .compose(any -> inTurn(taskId, () -> rewrite(taskId, new TaskEvent.Verified(nowMs, stepId, quality))));
    }

    /** One rewriting of a record after the other, or the later one would undo the earlier. */
    private Future<Void> inTurn(String taskId, Supplier<Future<Void>> next) {
        var before = rewriting.getOrDefault(taskId, Future.succeededFuture());
        var done = before.transform(ended -> next.get());
        rewriting.put(taskId, done);
        return done.onComplete(ended -> rewriting.remove(taskId, done));
    }

    private Future<Void> rewrite(String taskId, TaskEvent.Verified event) {
        return worker.call(() -> store.task(taskId))
                .compose(record -> record.map(r -> rewrite(r, event)).orElseGet(Future::succeededFuture));
    }

    /** The task's own record shows the verified quality too. */
    private Future<Void> rewrite(TaskRecord record, TaskEvent.Verified event) {
        var state = TaskMachine.apply(TaskRecords.state(record), event).state();
        Promise<Void> done = Promise.promise();
        store.commit(
                Change.update(TaskRecords.of(state, TaskRecords.spec(state.spec()), true, Optional.empty())), error -> {
                    if (error == null) {
                        done.complete();
                    } else {
                        done.fail(error);
                    }
                });
        return done.future();
    }

    private Future<Boolean> commit(OutcomeRow added) {
        Promise<Boolean> done = Promise.promise();
        store.commitForReceipt(Change.outcome(added), (receipt, failure) -> {
            if (receipt != null) {
                done.complete(receipt.applied());
            } else {
                done.fail(failure);
            }
        });
        return done.future();
    }

    private void rate(ExperienceRow row, OutcomeRow added) {
        if (row.decision().level() == Level.STEP && added.quality().isPresent() && added.trust() >= 1) {
            registry.rate(
                    CandidateId.parse(row.decision().chosenEntry().id()),
                    added.quality().getAsDouble());
        }
    }

    private static OutcomeRow outcome(ExperienceRow row, String stepId, double quality, long nowMs) {
        return new OutcomeRow(
                row.decision().decisionId(), VERIFIER, stepId, nowMs, OptionalDouble.of(quality), RewardParts.NONE, 1);
    }
}
