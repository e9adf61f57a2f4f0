package io.granger.hub.verticle;

import io.granger.hub.cluster.SharedTask;
import io.granger.hub.task.TaskVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ends of tasks that lost against others, as far as this hub has seen them; the latest ones. Owner thread only. */
final class TaskConflicts {
    private static final Logger LOG = LoggerFactory.getLogger(TaskConflicts.class);
    private static final int TASKS_MAX = 10_000;

    private final TaskRunner runner;
    private final EventLog log;
    private final HubMetrics metrics;
    private final Map<String, List<TaskVersion>> lostEnds = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<TaskVersion>> eldest) {
            return size() > TASKS_MAX;
        }
    };

    TaskConflicts(TaskRunner runner, EventLog log, HubMetrics metrics) {
        this.runner = runner;
        this.log = log;
        this.metrics = metrics;
    }

    /** Tells of the ends that lost, once. */
    void note(SharedTask task) {
        var lost = task.join().conflicts();
        if (lost.isEmpty() || lost.equals(lostEnds.put(task.taskId(), lost))) {
            return;
        }
        runner.forget(task.taskId());
        metrics.conflict();
        LOG.warn("task {} ended more than once: {} stands, {} lost", task.taskId(), task.version(), lost);
        log.tellTask(
                "task.conflict",
                task.taskId(),
                () -> new JsonObject()
                        .put("state", task.version().status().word())
                        .put("conflicts", view(lost))
                        .put("taskId", task.taskId()));
    }

    /** The ends of a task that lost, as its view shows them; empty when there are none. */
    JsonArray of(String taskId) {
        return view(lostEnds.getOrDefault(taskId, List.of()));
    }

    private static JsonArray view(List<TaskVersion> lost) {
        var all = new JsonArray();
        lost.forEach(v -> all.add(new JsonObject()
                .put("state", v.status().word())
                .put("hub", v.owner())
                .put("epoch", v.epoch())));
        return all;
    }
}
