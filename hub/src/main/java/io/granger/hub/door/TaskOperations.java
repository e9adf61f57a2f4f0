package io.granger.hub.door;

import io.granger.hub.cluster.ClusteredStore;
import io.granger.hub.cluster.GridAnswer;
import io.granger.hub.cluster.SharedTask;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.Fields;
import io.granger.hub.shape.ResolveShape;
import io.granger.hub.shape.TaskRequest;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.KeyRecord;
import io.granger.hub.store.StoreFailure;
import io.granger.hub.store.TaskQuery;
import io.granger.hub.store.TaskRecord;
import io.granger.hub.task.TaskEvent;
import io.granger.hub.task.TaskState;
import io.granger.hub.task.TaskStatus;
import io.granger.hub.task.WaitReason;
import io.granger.hub.verticle.Admission;
import io.granger.hub.verticle.CustodyDesk;
import io.granger.hub.verticle.IdempotencyBook;
import io.granger.hub.verticle.Intake;
import io.granger.hub.verticle.JsonPayload;
import io.granger.hub.verticle.NotAsked;
import io.granger.hub.verticle.TaskRecords;
import io.granger.hub.verticle.TaskRunner;
import io.granger.hub.verticle.Worker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** What clients ask about tasks. Owner thread only. */
final class TaskOperations {
    private static final long WAIT_MAX_MS = 60_000;
    private static final int PAGE = 100;
    private static final int PAGE_MAX = 1000;

    private final Worker worker;
    private final LongSupplier clock;
    private final HubStore store;
    private final String durability;
    private final int maxSteps;
    private final Admission admission;
    private final Intake intake;
    private final IdempotencyBook keys;
    private final TaskRunner runner;
    private final Optional<CustodyDesk> custody;

    TaskOperations(
            Worker worker,
            LongSupplier clock,
            HubStore store,
            String durability,
            int maxSteps,
            Admission admission,
            Intake intake,
            IdempotencyBook keys,
            TaskRunner runner,
            Optional<CustodyDesk> custody) {
        this.worker = worker;
        this.clock = clock;
        this.store = store;
        this.durability = durability;
        this.maxSteps = maxSteps;
        this.admission = admission;
        this.intake = intake;
        this.keys = keys;
        this.runner = runner;
        this.custody = custody;
    }

    Map<String, Operation> byName() {
        return Map.of(
                "tasks.submit", new Submission(admission, maxSteps, this::submit),
                "tasks.get", (body, caller) -> view(taskId(body)),
                "tasks.await", (body, caller) -> await(body),
                "tasks.cancel", (body, caller) -> cancel(taskId(body)),
                "tasks.retry", (body, caller) -> retry(taskId(body)),
                "tasks.resolve", (body, caller) -> resolve(body),
                "tasks.list", (body, caller) -> list(body));
    }

    private Future<JsonObject> submit(TaskRequest request, Optional<Submission.Key> given, Caller caller) {
        if (given.isEmpty()) {
            return accept(request, Optional.empty(), Optional.empty(), caller).map(state -> accepted(state, false));
        }
        var key = given.get().key();
        return keys.once(
                        caller.principal(),
                        key,
                        given.get().bodyHash(),
                        h -> accept(request, Optional.empty(), Optional.of(new Submission.Key(key, h)), caller)
                                .map(state -> state.spec().taskId()))
                .compose(once -> find(once.taskId())
                        .map(state -> accepted(state, once.isReplayed()))
                        .recover(e -> acceptedElsewhere(once.taskId())));
    }

    /** The owner of a task has not told yet that it ended: that it was accepted is sure all the same. */
    private Future<JsonObject> acceptedElsewhere(String taskId) {
        if (!(store instanceof ClusteredStore shared)) {
            return Future.failedFuture(away(taskId));
        }
        Promise<JsonObject> answer = Promise.promise();
        shared.grid().read(taskId, read -> {
            boolean hasEnded = read instanceof GridAnswer.Done<Optional<SharedTask>> done
                    && done.value().map(task -> task.version().isEnd()).orElse(false);
            if (hasEnded) {
                answer.complete(accepted(taskId, TaskStatus.ACCEPTED, true));
            } else {
                answer.fail(away(taskId));
            }
        });
        return answer.future();
    }

    private Future<TaskState> accept(
            TaskRequest request, Optional<String> retryOf, Optional<Submission.Key> given, Caller caller) {
        var spec = intake.spec(request, retryOf);
        var key = given.map(
                k -> new KeyRecord(caller.principal(), k.key(), k.bodyHash(), spec.taskId(), spec.createdAtMs()));
        return runner.submit(spec, new JsonPayload(request.input(), request.inputText()), key)
                .recover(e -> Future.failedFuture(storeError(e)));
    }

    private static Throwable storeError(Throwable e) {
        if (!(e instanceof StoreFailure failure)) {
            return e;
        }
        return switch (failure.kind()) {
            case FULL, IO -> ApiError.of(ErrorCode.STORE_FULL, "the store takes nothing more: " + failure.getMessage());
            case NO_QUORUM ->
                ApiError.of(ErrorCode.NO_QUORUM, String.valueOf(failure.getMessage()))
                        .retryAfter(1);
            case UNCONFIRMED, KEY_BUSY ->
                ApiError.of(
                                ErrorCode.OUTCOME_UNKNOWN,
                                "the task may have been accepted or not; with the same idempotency key it is safe to ask"
                                        + " again: " + failure.getMessage())
                        .retryAfter(1);
            case KEY_TAKEN -> failure;
            default ->
                ApiError.of(ErrorCode.OVERLOADED, "the store is behind: " + failure.getMessage())
                        .retryAfter(1);
        };
    }

    /** A task that exists, at a hub that does not answer. */
    private static ApiError away(String taskId) {
        return ApiError.of(
                        ErrorCode.OUTCOME_UNKNOWN,
                        "task " + taskId + " has this key; the hub that keeps it does not answer now")
                .retryAfter(1);
    }

    private JsonObject accepted(TaskState state, boolean replayed) {
        return accepted(state.spec().taskId(), state.status(), replayed);
    }

    private JsonObject accepted(String taskId, TaskStatus status, boolean replayed) {
        return new JsonObject()
                .put("taskId", taskId)
                .put("state", status.word())
                .put("durability", durability)
                .put("replayed", replayed);
    }

    private Future<JsonObject> view(String taskId) {
        return find(taskId).map(this::view);
    }

    private JsonObject view(TaskState state) {
        var view = TaskView.of(state, durability);
        custody.map(desk -> desk.conflicts(state.spec().taskId()))
                .filter(lost -> !lost.isEmpty())
                .ifPresent(lost -> view.put("conflicts", lost));
        return view;
    }

    private Future<JsonObject> await(JsonObject body) {
        var fields = Fields.strict(body, "", Set.of("taskId", "waitMs"));
        var taskId = fields.required("taskId", fields.text("taskId", 64));
        long waitMs = fields.whole("waitMs", 0, WAIT_MAX_MS, WAIT_MAX_MS / 2);
        return runner.await(taskId, waitMs)
                .compose(state ->
                        state.map(this::surely).orElseGet(() -> waitMs == 0 ? find(taskId) : findEnded(taskId)))
                .map(this::view);
    }

    private Future<JsonObject> cancel(String taskId) {
        return runner.give(taskId, new TaskEvent.CancelAsked(clock.getAsLong()))
                .compose(open -> open.map(Future::succeededFuture).orElseGet(() -> findEnded(taskId)))
                .map(state -> {
                    if (state.status() != TaskStatus.CANCELLED) {
                        throw notOpen(state, "cannot be cancelled");
                    }
                    return TaskView.of(state, durability);
                });
    }

    private Future<JsonObject> retry(String taskId) {
        return find(taskId).compose(state -> {
            if (!state.status().isTerminal()) {
                throw ApiError.at(
                        ErrorCode.BAD_VALUE,
                        "taskId",
                        "names a task that is still " + state.status().word() + "; it can be repeated once it ended");
            }
            admission.take(state.spec().priority());
            return admission
                    .untilAnswered(() ->
                            accept(again(state), Optional.of(taskId), Optional.empty(), Caller.local(Optional.empty())))
                    .map(made -> TaskView.of(made, durability));
        });
    }

    private static TaskRequest again(TaskState state) {
        var spec = state.spec();
        boolean isAdHoc = spec.pipeline().name().startsWith("adhoc-");
        var input = JsonPayload.json(state.input());
        return new TaskRequest(
                isAdHoc ? Optional.empty() : Optional.of(spec.pipeline().name()),
                isAdHoc ? Optional.of(spec.pipeline().recipe()) : Optional.empty(),
                input,
                state.input().text(),
                spec.features(),
                spec.priority(),
                java.util.OptionalLong.of(spec.deadlineAtMs() - spec.createdAtMs()),
                spec.key(),
                Optional.of(spec.preset()),
                spec.heuristicOnly(),
                spec.only(),
                spec.avoid(),
                spec.maxCost(),
                false);
    }

    private Future<JsonObject> resolve(JsonObject body) {
        var request = ResolveShape.read(body);
        return find(request.taskId()).compose(before -> {
            boolean needsPerson = before.waiting()
                    .map(w -> w.reason() == WaitReason.NEEDS_DECISION)
                    .orElse(false);
            if (!needsPerson) {
                throw notOpen(before, "waits for no decision");
            }
            if (custody.isPresent() && runner.find(request.taskId()).isEmpty()) {
                throw CustodyDesk.elsewhere(request.taskId());
            }
            return runner.give(request.taskId(), resolved(request.resolution()))
                    .map(after -> TaskView.of(after.orElse(before), durability));
        });
    }

    private TaskEvent resolved(ResolveShape.Resolution resolution) {
        long nowMs = clock.getAsLong();
        return switch (resolution) {
            case ResolveShape.Resolution.Done done ->
                new TaskEvent.Resolved(nowMs, true, Optional.of(JsonPayload.of(done.output())), false);
            case ResolveShape.Resolution.NotDone notDone ->
                new TaskEvent.Resolved(nowMs, false, Optional.empty(), notDone.redo());
        };
    }

    private static ApiError notOpen(TaskState state, String problem) {
        return ApiError.of(
                ErrorCode.TASK_NOT_OPEN,
                "task " + state.spec().taskId() + " is " + state.status().word() + " and " + problem);
    }

    private Future<JsonObject> list(JsonObject body) {
        var fields = Fields.strict(body, "", Set.of("state", "pipeline", "limit", "cursor"));
        var state = fields.text("state", 20);
        state.filter(s -> TaskStatus.of(s).isEmpty()).ifPresent(s -> {
            throw fields.bad("state", "must be a task state such as running or completed, was '" + s + "'");
        });
        int limit = (int) fields.whole("limit", 1, PAGE_MAX, PAGE);
        var query = new TaskQuery(state, fields.text("pipeline", 64), limit, fields.text("cursor", 64));
        return worker.call(() -> store.tasks(query)).map(records -> {
            var tasks = new JsonArray();
            records.forEach(r -> tasks.add(TaskSummary.of(r)));
            var page = new JsonObject().put("tasks", tasks);
            if (records.size() == limit) {
                page.put("cursor", records.getLast().taskId());
            }
            return page;
        });
    }

    /**
     * The durable state of a task, open or ended; {@code task-unknown} otherwise. A hub that cannot ask the others does
     * not say that there is none.
     */
    Future<TaskState> find(String taskId) {
        var known = runner.find(taskId);
        if (known.isPresent()) {
            return surely(known.get());
        }
        return shared(taskId)
                .compose(
                        found -> found.map(Future::succeededFuture)
                                .orElseGet(
                                        () -> stored(taskId, ApiError.of(ErrorCode.TASK_UNKNOWN, "no task " + taskId))),
                        e -> e instanceof NotAsked notAsked
                                ? stored(taskId, notAsked.refusal())
                                : Future.failedFuture(e));
    }

    private Future<TaskState> stored(String taskId, ApiError otherwise) {
        return worker.call(() -> store.task(taskId))
                .compose(stored -> stored.map(this::asStored).orElseGet(() -> Future.failedFuture(otherwise)));
    }

    /** An open task as this hub holds it, unless another may have taken it over and know better. */
    private Future<TaskState> surely(TaskState state) {
        return state.status().isTerminal()
                        || custody.map(CustodyDesk::isInTouch).orElse(true)
                ? Future.succeededFuture(state)
                : Future.failedFuture(CustodyDesk.elsewhere(state.spec().taskId()));
    }

    /** A task that this hub's store has open and this hub does not own is for whoever owns it. */
    private Future<TaskState> asStored(TaskRecord record) {
        return custody.isPresent() && record.finishedAtMs().isEmpty()
                ? Future.failedFuture(CustodyDesk.elsewhere(record.taskId()))
                : Future.succeededFuture(TaskRecords.state(record));
    }

    private Future<Optional<TaskState>> shared(String taskId) {
        return custody.map(desk -> desk.find(taskId)).orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** The same for who needs its end or its owner: a task that is open at another hub is for that one to answer. */
    private Future<TaskState> findEnded(String taskId) {
        return find(taskId).map(state -> {
            if (custody.isPresent() && !state.status().isTerminal()) {
                throw CustodyDesk.elsewhere(taskId);
            }
            return state;
        });
    }

    private static String taskId(JsonObject body) {
        var fields = Fields.strict(body, "", Set.of("taskId"));
        return fields.required("taskId", fields.text("taskId", 64));
    }
}
