package io.granger.hub.simulation;

import io.granger.hub.store.Change;
import io.granger.hub.task.TaskStatus;
import io.granger.hub.verticle.TaskRecords;
import io.vertx.core.AsyncResult;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** Every promise of the hub that a simulation holds it to, looked at whenever something happens that could break it. */
final class Laws {
    /** How long after its deadline a task may still be open in a hub that nothing has troubled meanwhile. */
    private static final long DEADLINE_SLACK_MS = 5_000;

    private final World world;
    private final Map<String, RecordLaws> records = new HashMap<>();
    private final RecordLaws.Closed closed;
    private final CallLaws calls;
    private long durable;

    Laws(World world) {
        this.world = world;
        this.closed = new RecordLaws.Closed(world.trouble(), world.isCluster());
        this.calls = new CallLaws(world.trouble());
    }

    CallLaws calls() {
        return calls;
    }

    /** How many changes became durable. */
    long durable() {
        return durable;
    }

    void durable(String hub, Change change) {
        durable++;
        change.task().ifPresent(t -> world.trouble().tell("disk " + hub, t.taskId() + " " + t.state()));
        records.computeIfAbsent(hub, h -> new RecordLaws(world.trouble(), closed))
                .durable(change);
    }

    /** When nothing more is to come. */
    void atEnd() {
        closed.atEnd();
    }

    void sent(String hub, JsonObject call) {
        calls.sent(hub, world.hub(hub).disk().durable(), call);
    }

    void heard(JsonObject call, AsyncResult<Object> answer) {
        calls.heard(call, answer);
    }

    void told(String hub, JsonObject event) {
        world.trouble().tell(hub, event.getString("kind") + " " + event.getString("taskId", ""));
    }

    /** What a hub says to a client is durable when it says it. */
    void answered(SimulatedHub hub, String operation, JsonObject answer) {
        // What a hub of several tells of may be on another's disk; what it accepted is on its own.
        boolean isElsewhere =
                world.isCluster() && (!operation.equals("tasks.submit") || answer.getBoolean("replayed", false));
        if (operation.equals("tasks.list") || isElsewhere) {
            return;
        }
        var taskId = answer.getString("taskId");
        var stored = hub.disk().durable().task(taskId);
        world.trouble()
                .require(
                        stored.isPresent(),
                        "what is acknowledged is durable",
                        taskId + " is not on the disk of " + hub.name());
        boolean saysEnd = TaskStatus.of(answer.getString("state"))
                .map(TaskStatus::isTerminal)
                .orElse(false);
        if (saysEnd && stored.isPresent()) {
            world.trouble()
                    .require(
                            stored.get().state().equals(answer.getString("state")),
                            "an end that is told is durable",
                            taskId + " is told to be " + answer.getString("state") + ", stored is "
                                    + stored.get().state());
        }
    }

    /** Looked at once in a while: every open task has an owner, a reason and a timer that works; queues keep their bounds. */
    void look(SimulatedHub hub, long quietSinceMs) {
        // A store that failed may have more than it acknowledged; the next start takes that up.
        if (!hub.isServing() || !hub.isStaying()) {
            return;
        }
        var core = hub.core();
        int open = core.runner().openCount();
        world.trouble()
                .require(
                        open <= Recipes.MAX_OPEN,
                        "open tasks keep their bound",
                        open + " tasks are open, allowed are " + Recipes.MAX_OPEN);
        if (world.isCluster()) {
            // What is open on one disk may be another hub's by now.
            return;
        }
        for (var record : hub.disk().durable().openTasks()) {
            world.trouble()
                    .require(
                            core.runner().find(record.taskId()).isPresent(),
                            "every open task has an owner",
                            record.taskId() + " is open on disk and unknown to " + hub.name());
            long overdueMs = world.time().nowMs()
                    - Math.max(quietSinceMs, TaskRecords.state(record).spec().deadlineAtMs());
            world.trouble()
                    .require(
                            overdueMs <= DEADLINE_SLACK_MS,
                            "every open task has a timer",
                            record.taskId() + " is " + record.state() + " " + overdueMs + " ms after its deadline");
        }
    }
}
