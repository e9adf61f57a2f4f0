package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EveryEpisodesTest {
    @TempDir
    Path directory;

    @Test
    void dueOnceForEveryTen_notWhileARunIsUnderWay() {
        var every = new EveryEpisodes(10);

        assertThat(every.isDue(9, false)).isFalse();
        assertThat(every.isDue(10, false)).isTrue();
        assertThat(every.isDue(10, false)).isFalse();
        assertThat(every.isDue(25, true)).isFalse();
        assertThat(every.isDue(25, false)).isTrue();
        assertThat(every.isDue(34, false)).isFalse();
        assertThat(every.isDue(35, false)).isTrue();
    }

    @Test
    void never_byDefault() {
        assertThat(new EveryEpisodes(0).isWanted()).isFalse();
        assertThat(new EveryEpisodes(0).isDue(1_000_000, false)).isFalse();
    }

    @Test
    void eventOfARun_itsOwnKindDoesNotStandWhereTheEventsDoes() {
        var run = new JsonObject().put("state", "done").put("kind", "train").put("rows", 40);

        assertThat(LearningLoop.kind(run)).isEqualTo("policy.trained");
        assertThat(LearningLoop.told(run))
                .isEqualTo(new JsonObject()
                        .put("state", "done")
                        .put("run", "train")
                        .put("rows", 40));
    }

    @Test
    @Tag("slow")
    void hub_trainsByItself_onceForEveryTwentyTasks() throws IOException {
        var yaml = "store: {durability: memory}\ntrain: {everyEpisodes: 20, heapMb: 256}";
        try (var hub = LiveHub.start(directory, yaml)) {
            hub.spoke("one", "read", call -> Spokes.output("read"));
            hub.spoke("two", "read", call -> Spokes.output("read"));
            for (int round = 1; round <= 2; round++) {
                for (int i = 0; i < 20; i++) {
                    hub.run(Spokes.task("read"));
                }
                // A clean task of one step has two rows: a run that began sooner would have fewer.
                int rows = 2 * 20 * round;
                LiveHub.eventually()
                        .untilAsserted(() -> assertThat(training(hub).getInteger("rows", 0))
                                .as(training(hub).encode())
                                .isEqualTo(rows));
                assertThat(training(hub).getString("state")).isEqualTo("done");
            }
        }
    }

    private static JsonObject training(LiveHub hub) {
        return hub.ask("policies.training", new JsonObject());
    }
}
