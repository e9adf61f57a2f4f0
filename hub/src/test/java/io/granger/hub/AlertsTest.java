package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.routing.Signals;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alert rules that are shipped, against what a hub that has seen some work shows. */
class AlertsTest {
    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("granger.root"), "granger.root"));
    private static final Pattern METRIC = Pattern.compile("granger_[a-z_]+");

    @TempDir
    Path directory;

    private record Rule(String name, String expression, Map<?, ?> annotations) {}

    private static Object in(Object map, String key) {
        return Objects.requireNonNull(((Map<?, ?>) map).get(key), key);
    }

    private static List<Rule> rules() throws IOException {
        var file = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(ROOT.resolve("conf/alerts.yaml")));
        var rules = new ArrayList<Rule>();
        for (var group : (List<?>) in(file, "groups")) {
            for (var rule : (List<?>) in(group, "rules")) {
                rules.add(new Rule(
                        (String) in(rule, "alert"), (String) in(rule, "expr"), (Map<?, ?>) in(rule, "annotations")));
            }
        }
        return rules;
    }

    private static Set<String> metrics(String text) {
        return METRIC.matcher(text).results().map(m -> m.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> shown(WebSide web) {
        return web.get("/metrics")
                .text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void mode(LiveHub hub, String mode) {
        hub.ask(
                "routing.set",
                new JsonObject().put("mode", mode).put("override", true).put("reason", "test"));
    }

    private static void run(LiveHub hub, int tasks) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < tasks; i++) {
            ids.add(hub.ask("tasks.submit", Spokes.task("work").put("key", "key-" + i))
                    .getString("taskId"));
        }
        ids.forEach(hub::end);
    }

    @Test
    void metricsOfEveryRule_areThereOnAHubThatHasWorked() throws IOException {
        var nanos = new AtomicLong();
        var step = new AtomicLong();
        try (var hub = LiveHub.timed(directory, "store: {durability: memory}", () -> nanos.addAndGet(step.get()))) {
            for (var name : List.of("one", "two")) {
                hub.spoke(name, "work", call -> Spokes.output(name));
            }
            run(hub, 10);
            mode(hub, "rl");
            run(hub, Signals.ROWS_LEAST + 50);
            // From here on the policy is slower than its budget of 250 us each time.
            step.set(300_000);
            run(hub, 30);
            var web = new WebSide(hub);
            var named = rules().stream().map(Rule::expression).collect(Collectors.joining(" "));

            LiveHub.eventually().untilAsserted(() -> {
                assertThat(shown(web)).containsAll(metrics(named));
                assertThat(web.get("/metrics").text())
                        .contains("granger_decisions_total{level=\"step\",mode=\"rl\",slot=\"live\"}")
                        .contains("granger_fallback_total{reason=\"slow\"}")
                        .contains("granger_policy_info{slot=\"live\",version=\"auto-0\"} 1");
            });
            assertThat(metrics(named))
                    .contains(
                            "granger_policy_entropy",
                            "granger_feature_drift",
                            "granger_reward_drift",
                            "granger_fallback_share",
                            "granger_policy_age_seconds",
                            "granger_reward");
        }
    }

    @Test
    void rules_sayWhatIsWrongAndWhatToDo_andTheOperatingPageKnowsThem() throws IOException {
        var page = Files.readString(ROOT.resolve("docs/operating.md"));
        for (var rule : rules()) {
            assertThat(rule.annotations().keySet().toString()).isEqualTo("[summary, do]");
            assertThat(page).contains("`" + rule.name() + "`");
            assertThat(metrics(rule.expression()))
                    .allSatisfy(metric -> assertThat(page).contains(metric));
        }
    }
}
