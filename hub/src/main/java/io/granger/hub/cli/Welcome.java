package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.granger.hub.config.ClusterConfig;
import io.granger.hub.config.HubConfig;
import io.granger.task.Pipeline;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What a hub says once it runs: where it is, what is in force, what to try. */
final class Welcome {
    private final Terminal terminal;

    Welcome(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(HubConfig config, URI url) {
        terminal.say("Granger Hub " + ProductVersion.text());
        Facts facts = new Facts();
        facts.add("listens", url.toString());
        facts.add(
                "data",
                config.data().toAbsolutePath().normalize() + ", durability "
                        + config.store().durability());
        facts.add("cluster", cluster(config.cluster()));
        // A mode set at run time survives a restart, so the hub itself is asked what is in force.
        try (HubClient hub = new HubClient(url, Optional.empty())) {
            facts.add("mode", mode(ask(hub, "routing"), config));
            facts.add("pipelines", pipelines(config.pipelines()));
            facts.add("spokes", spokes(ask(hub, "spokes")));
        }
        facts.add("try", "granger spokes; granger submit .. --wait; granger explain TASK; granger events -f");
        facts.lines().forEach(terminal::say);
        terminal.out().flush();
    }

    private static JsonNode ask(HubClient hub, String what) {
        try {
            return hub.get(Query.path("v1", what)).json();
        } catch (CommandFailed e) {
            return Json.object();
        }
    }

    private static String cluster(ClusterConfig cluster) {
        return cluster.enabled()
                ? "\"" + Wording.plain(cluster.name()) + "\" at " + cluster.host() + ":" + cluster.port()
                : "off, this hub stands alone";
    }

    private static String mode(JsonNode setting, HubConfig config) {
        String mode = setting.path("mode").asText(config.routing().mode().word());
        return mode + (setting.path("stopped").asBoolean() ? " (stopped)" : "") + ", heuristic "
                + config.routing().heuristic();
    }

    private static String pipelines(List<Pipeline> pipelines) {
        return pipelines.isEmpty()
                ? "none; they are files in conf/pipelines"
                : String.join(", ", pipelines.stream().map(Pipeline::name).toList());
    }

    private static String spokes(JsonNode list) {
        int count = list.path("spokes").size();
        return count == 0 ? "none yet; they register on the event bus" : count + " registered";
    }
}
