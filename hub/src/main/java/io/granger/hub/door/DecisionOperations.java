package io.granger.hub.door;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.Fields;
import io.granger.hub.shape.OutcomeShape;
import io.granger.hub.shape.TaskCalls;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.RowJson;
import io.granger.hub.verticle.Outcomes;
import io.granger.hub.verticle.Worker;
import io.granger.registry.CandidateId;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.OutcomeRow;
import io.granger.routing.Replay;
import io.granger.routing.RewardModel;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** What is asked about decisions and what they taught. Owner thread only; the store is read on workers. */
final class DecisionOperations {
    /** An outcome must come within a day of the close. */
    private static final long OUTCOME_MS_MAX = 24L * 60 * 60 * 1000;

    private static final int ID_CHARS = 128;

    private final Worker worker;
    private final HubStore store;
    private final Outcomes outcomes;
    private final Replay replay;
    private final BufferView buffer;
    private final LongSupplier clock;

    /** What is known of the replay buffer. */
    interface BufferView {
        /** Its figures, or that it is not up yet. */
        JsonObject stats();
    }

    DecisionOperations(
            Worker worker, HubStore store, Outcomes outcomes, Replay replay, BufferView buffer, LongSupplier clock) {
        this.worker = worker;
        this.store = store;
        this.outcomes = outcomes;
        this.replay = replay;
        this.buffer = buffer;
        this.clock = clock;
    }

    Map<String, Operation> byName() {
        return Map.of(
                "decisions.get", (body, caller) -> get(body),
                "decisions.replay", (body, caller) -> replay(body),
                "tasks.outcome", this::outcome,
                "experience.stats", (body, caller) -> stats());
    }

    private Future<JsonObject> get(JsonObject body) {
        var asked = TaskCalls.decisions(body);
        return asked.taskId()
                .map(this::ofTask)
                .orElseGet(() -> one(asked.decisionId().orElseThrow()));
    }

    private Future<JsonObject> ofTask(String taskId) {
        return worker.call(() -> {
            if (store.task(taskId).isEmpty()) {
                throw ApiError.of(ErrorCode.TASK_UNKNOWN, "no task " + taskId);
            }
            record At(Decision decision, JsonObject json) {}
            var all = new ArrayList<At>();
            store.rows(taskId).forEach(row -> all.add(new At(row.decision(), closed(row))));
            store.openDecisions(taskId).forEach(d -> all.add(new At(d, open(d))));
            all.sort(Comparator.comparingInt((At a) -> a.decision().epoch())
                    .thenComparingInt(a -> a.decision().seq()));
            var decisions = new JsonArray();
            all.forEach(a -> decisions.add(a.json()));
            return new JsonObject().put("taskId", taskId).put("decisions", decisions);
        });
    }

    private Future<JsonObject> one(String decisionId) {
        return worker.call(() -> store.row(decisionId)
                .map(this::closed)
                .or(() -> openDecision(decisionId).map(DecisionOperations::open))
                .orElseThrow(() -> unknown(decisionId)));
    }

    private JsonObject closed(ExperienceRow row) {
        var json = RowJson.row(row);
        var said = store.outcomes(row.decision().decisionId());
        if (!said.isEmpty()) {
            var list = new JsonArray();
            said.forEach(o -> list.add(RowJson.outcome(o)));
            json.put("outcomes", list);
            var joined = RewardModel.joined(row, said);
            if (joined.length > 0) {
                json.put("rewardNow", RewardModel.score(row.decision().preset().weights(), joined));
            }
        }
        return json;
    }

    private static JsonObject open(Decision decision) {
        return RowJson.decision(decision).put("open", true);
    }

    private Optional<Decision> openDecision(String decisionId) {
        int dot = decisionId.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : store.openDecisions(decisionId.substring(0, dot)).stream()
                        .filter(d -> d.decisionId().equals(decisionId))
                        .findFirst();
    }

    private Future<JsonObject> replay(JsonObject body) {
        var fields = Fields.strict(body, "", Set.of("decisionId"));
        var decisionId = fields.required("decisionId", fields.text("decisionId", ID_CHARS));
        return worker.call(() -> store.row(decisionId)
                        .map(ExperienceRow::decision)
                        .or(() -> openDecision(decisionId))
                        .orElseThrow(() -> unknown(decisionId)))
                .map(decision -> {
                    var report = replay.replay(decision);
                    return new JsonObject()
                            .put("decisionId", decisionId)
                            .put("repeated", new JsonArray(report.repeated()))
                            .put("skipped", new JsonArray(report.skipped()))
                            .put("differences", new JsonArray(report.differences()));
                });
    }

    private Future<JsonObject> outcome(JsonObject body, Caller caller) {
        var said = OutcomeShape.read(body);
        Future<ExperienceRow> about = said.decisionId().isPresent()
                ? closedRow(said.decisionId().get())
                : endOf(said.taskId().orElseThrow());
        return about.compose(row -> {
                    long nowMs = clock.getAsLong();
                    if (nowMs - row.closedAtMs() > OUTCOME_MS_MAX) {
                        throw ApiError.of(
                                ErrorCode.BAD_VALUE,
                                "an outcome must come within 24 h of the close; the decision closed at "
                                        + TaskView.time(row.closedAtMs()));
                    }
                    return outcomes.add(
                            row,
                            new OutcomeRow(
                                    row.decision().decisionId(),
                                    said.source(),
                                    said.key(),
                                    nowMs,
                                    said.score(),
                                    said.parts(),
                                    trust(row, said.source())));
                })
                .map(applied -> new JsonObject().put("applied", applied));
    }

    /** A spoke that speaks of its own work under its own name is believed no more than when it says so in its answer. */
    private static double trust(ExperienceRow row, String source) {
        var chosen = row.decision().chosenEntry().id();
        boolean isItself = row.decision().level() == Level.STEP
                && CandidateId.parse(chosen).spoke().equals(source);
        return isItself ? RewardModel.OWN_QUALITY_TRUST : 1;
    }

    private Future<ExperienceRow> closedRow(String decisionId) {
        return worker.call(() -> store.row(decisionId).orElseThrow(() -> unknown(decisionId)));
    }

    private Future<ExperienceRow> endOf(String taskId) {
        return worker.call(() -> store.task(taskId)).compose(task -> {
            if (task.isEmpty()) {
                throw ApiError.of(ErrorCode.TASK_UNKNOWN, "no task " + taskId);
            }
            return outcomes.endOf(taskId)
                    .map(row -> row.orElseThrow(() -> ApiError.at(
                            ErrorCode.BAD_VALUE,
                            "taskId",
                            "names a task that is " + task.get().state()
                                    + "; only one that ended by a decision takes an outcome")));
        });
    }

    private Future<JsonObject> stats() {
        return worker.call(store::stats).map(stats -> {
            var byLevel = new JsonObject();
            stats.rowsByLevel().forEach((level, n) -> byLevel.put(level.word(), n));
            var byState = new JsonObject();
            stats.tasksByState().forEach(byState::put);
            return new JsonObject()
                    .put("rows", stats.rows())
                    .put("byLevel", byLevel)
                    .put("outcomes", stats.outcomes())
                    .put("tasks", byState)
                    .put("rowsRepeated", stats.rowsRepeated())
                    .put("replayBuffer", buffer.stats());
        });
    }

    private static ApiError unknown(String decisionId) {
        return ApiError.of(ErrorCode.DECISION_UNKNOWN, "no decision " + decisionId);
    }
}
