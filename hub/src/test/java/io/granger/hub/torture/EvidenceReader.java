package io.granger.hub.torture;

import io.granger.hub.store.DataDirectory;
import io.granger.hub.store.HubStore;
import io.granger.hub.store.RowQuery;
import io.granger.hub.store.SqliteStore;
import io.granger.hub.store.StoreSettings;
import io.granger.hub.store.TaskQuery;
import io.granger.hub.store.TaskRecord;
import io.granger.routing.Level;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a torture left in its directory, once every hub has ended. */
final class EvidenceReader {
    private EvidenceReader() {}

    static Checker.Evidence read(Path directory, int hubs) {
        List<Checker.OnRecord> records = new ArrayList<>();
        List<Checker.Row> rows = new ArrayList<>();
        for (int hub = 0; hub < hubs; hub++) {
            var name = "hub-" + hub;
            try (var data = DataDirectory.open(Hubs.home(directory, hub).resolve("data"));
                    HubStore store = SqliteStore.open(data.store(), StoreSettings.DEFAULT, Runnable::run)) {
                eachTask(store, name, records);
                store.eachRow(RowQuery.ALL, stored -> rows.add(row(name, stored.row())));
            }
        }
        return new Checker.Evidence(
                promised(Lines.read(directory.resolve(Clients.LEDGER))),
                Lines.read(directory.resolve(TortureSpokes.EFFECTS)).stream()
                        .map(EvidenceReader::effect)
                        .toList(),
                records,
                rows);
    }

    private static void eachTask(HubStore store, String hub, List<Checker.OnRecord> records) {
        Optional<String> cursor = Optional.empty();
        do {
            var page = store.tasks(new TaskQuery(Optional.empty(), Optional.empty(), TaskQuery.MAX_LIMIT, cursor));
            page.forEach(listed ->
                    records.add(record(hub, store.task(listed.taskId()).orElseThrow())));
            cursor = page.isEmpty()
                    ? Optional.empty()
                    : Optional.of(page.getLast().taskId());
        } while (cursor.isPresent());
    }

    private static Checker.OnRecord record(String hub, TaskRecord task) {
        var input = new JsonObject(task.input().orElse("{}"));
        var data = new JsonObject(task.data().orElse("{}"));
        return new Checker.OnRecord(
                hub, task.taskId(), input.getString("mark", ""), task.state(), data.getString("trail", ""));
    }

    private static Checker.Row row(String hub, io.granger.routing.ExperienceRow row) {
        var decision = row.decision();
        return new Checker.Row(
                hub,
                decision.taskId(),
                decision.decisionId(),
                decision.epoch(),
                decision.seq(),
                decision.level() == Level.STEP,
                row.terminated(),
                row.truncated());
    }

    private static Checker.Effect effect(JsonObject line) {
        return new Checker.Effect(
                line.getLong("at"),
                line.getString("capability"),
                line.getString("effectKey"),
                line.getString("attemptId"));
    }

    private static List<Checker.Promised> promised(List<JsonObject> ledger) {
        Map<String, Checker.Promised> byTask = new LinkedHashMap<>();
        for (var line : ledger) {
            var now = byTask.getOrDefault(
                    line.getString("taskId"),
                    new Checker.Promised(line.getString("mark"), line.getString("taskId"), "", 0));
            byTask.put(
                    now.taskId(),
                    new Checker.Promised(
                            now.mark(),
                            now.taskId(),
                            line.getString("state", now.seen()),
                            now.redone() + (line.getBoolean("redo", false) ? 1 : 0)));
        }
        return List.copyOf(byTask.values());
    }
}
