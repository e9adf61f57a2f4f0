package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;

/** {@code spokes}: who is registered and how each is doing. */
@Command(name = "spokes", description = "list registered spokes with their health, one line per capability")
final class SpokesCommand extends ClientCommand {
    SpokesCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        HubAnswer answer = hub.get(Query.path("v1", "spokes"));
        if (isJson()) {
            print(answer);
            return Exit.OK;
        }
        JsonNode spokes = answer.json().path("spokes");
        if (spokes.isEmpty()) {
            terminal().say("no spokes are registered");
            return Exit.OK;
        }
        Table table = new Table(
                "SPOKE", "STATE", "CAPABILITY", "CALLS", "SUCCESS", "MEAN", "P95", "BUSY", "QUALITY", "BREAKER");
        for (JsonNode spoke : spokes) {
            for (JsonNode capability : spoke.path("capabilities")) {
                row(table, spoke, capability.path("name").asText());
            }
        }
        print(table.lines());
        return Exit.OK;
    }

    private static void row(Table table, JsonNode spoke, String capability) {
        JsonNode all = spoke.path("health");
        JsonNode health = all.path(capability).isObject() ? all.path(capability) : all;
        boolean called = health.path("calls").asLong() > 0 || !health.has("calls");
        String busy = Wording.text(health.path("inFlight")) + "/" + Wording.text(spoke.path("concurrency"));
        table.row(
                Wording.text(spoke.path("spokeId")),
                Wording.text(spoke.path("state")),
                Wording.plain(capability),
                Wording.text(health.path("calls")),
                called ? Wording.percent(health.path("successRate")) : "-",
                called ? Wording.duration(health.path("latencyMeanMs")) : "-",
                called ? Wording.duration(health.path("latencyP95Ms")) : "-",
                busy,
                Wording.number(health.path("quality")),
                Wording.text(health.path("breaker")));
    }
}
