package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which keys a canary treats. */
class CanaryTest {
    private static final int KEYS = 10_000;
    private static final int AT_ONCE = 500;

    @TempDir
    Path directory;

    @Test
    void fivePercent_isFivePercentOfTheKeys_sticksOverARestart_andOnlyGrows() throws IOException {
        Map<String, String> five;
        try (var hub = start()) {
            canary(hub, 0.05);
            five = arms(hub, KEYS);
            // The secret is another one in each run, so these are seven standard errors: outside once in 10^11 runs.
            assertThat(share(five, "treatment")).isBetween(0.0347, 0.0653);
            assertThat(share(five, "holdout")).isBetween(0.0347, 0.0653);
            assertThat(share(five, "control")).isBetween(0.879, 0.921);
        }
        try (var hub = start()) {
            var again = arms(hub, KEYS / 5);
            assertThat(five).containsAllEntriesOf(again);
            canary(hub, 0.2);
            arms(hub, KEYS / 5).forEach((key, arm) -> {
                var before = five.getOrDefault(key, "");
                assertThat(arm).isIn(before.equals("control") ? List.of("control", "treatment") : List.of(before));
            });
        }
    }

    private LiveHub start() throws IOException {
        var hub = LiveHub.start(directory, "");
        hub.spoke("one", "work", call -> Spokes.output("x"));
        return hub;
    }

    private static void canary(LiveHub hub, double share) {
        hub.ask(
                "routing.set",
                new JsonObject().put("mode", "canary").put("share", share).put("reason", "test"));
    }

    /** The arm each key would get. */
    private static Map<String, String> arms(LiveHub hub, int keys) {
        Map<String, String> arms = new HashMap<>();
        for (int from = 0; from < keys; from += AT_ONCE) {
            var asked = new ArrayList<Future<String>>();
            for (int i = from; i < from + AT_ONCE; i++) {
                asked.add(hub.vertx()
                        .eventBus()
                        .<JsonObject>request(
                                "granger.routing.dryrun", Spokes.task("work").put("key", "key-" + i))
                        .map(m -> m.body().getString("arm")));
            }
            LiveHub.wait(Future.all(asked));
            for (int i = 0; i < AT_ONCE; i++) {
                arms.put("key-" + (from + i), asked.get(i).result());
            }
        }
        return arms;
    }

    private static double share(Map<String, String> arms, String arm) {
        return (double) Collections.frequency(arms.values(), arm) / arms.size();
    }
}
