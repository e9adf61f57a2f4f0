package io.granger.hub.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events are made for who listens, and for nobody else. */
class EventLogTest {

    private final Vertx vertx = Vertx.vertx();
    private final EventLog log = new EventLog(new BusSurroundings(vertx, address -> false), () -> 1_000);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void hear_eventsOfAllKinds_hearsThoseThatAreNoTasks() {
        List<String> heard = new ArrayList<>();
        log.hear((kind, details) -> heard.add(kind + " " + details.getString("mode")));
        log.tellTask("task.accepted", "t-1", JsonObject::new);
        log.tell("routing.mode", new JsonObject().put("mode", "rl"));
        assertThat(heard).containsExactly("routing.mode rl");
    }

    @Test
    void tellTask_nobodyListens_isMadeWhenItIsRead() {
        List<String> made = new ArrayList<>();
        log.tellTask("task.accepted", "t-1", () -> {
            made.add("t-1");
            return new JsonObject().put("taskId", "t-1");
        });
        assertThat(made).isEmpty();
        var page = log.read(0, 0).result().getJsonArray("events");
        assertThat(page.getJsonObject(0).getString("taskId")).isEqualTo("t-1");
        assertThat(made).hasSize(1);
    }

    @Test
    void read_moreThanIsKept_beginsWithTheOldestKept_andGoesOnPageByPage() {
        for (int i = 1; i <= 10_002; i++) {
            log.tell("number", new JsonObject().put("n", i));
        }

        var first = log.read(1, 0).result();
        assertThat(first.getJsonArray("events").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("kind", "number")
                        .put("at", "1970-01-01T00:00:01Z")
                        .put("n", 3)
                        .put("seq", 3L));
        assertThat(first.getLong("next")).isEqualTo(503);
        var last = log.read(10_002, 0).result();
        assertThat(last.getJsonArray("events")).hasSize(1);
        assertThat(last.getJsonArray("events").getJsonObject(0).getInteger("n")).isEqualTo(10_002);
        assertThat(log.read(10_003, 0).result().getJsonArray("events")).isEmpty();
    }
}
