package io.granger.hub.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.task.WaitReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Who gets the next slot. */
class WaitingRoomTest {
    private final WaitingRoom room = new WaitingRoom(() -> 0);

    private static WaitingRoom.Guest guest(String taskId, int priority, String pipeline) {
        return new WaitingRoom.Guest(taskId, priority, pipeline, WaitReason.CONCURRENCY, "work");
    }

    private void enter(String... guests) {
        for (var guest : guests) {
            var parts = guest.split(" ");
            room.enter(guest(parts[0], Integer.parseInt(parts[1]), parts[2]));
        }
    }

    private List<String> serveAll() {
        var order = new ArrayList<String>();
        for (var next = room.nextForSlot(List.of("work"), 1);
                !next.isEmpty();
                next = room.nextForSlot(List.of("work"), 1)) {
            order.addAll(next);
            room.served(next.getFirst());
        }
        return order;
    }

    @Test
    void next_priorityFirst_thenPipelinesInTurn_thenAge() {
        enter("t1 3 a", "t2 3 a", "t3 3 a", "t4 3 b", "t5 3 b", "t6 1 a", "t7 5 c");

        assertThat(room.nextForSlot(List.of("work"), 9)).containsExactly("t6", "t1", "t4", "t2", "t5", "t3", "t7");
        assertThat(serveAll()).containsExactly("t6", "t1", "t4", "t2", "t5", "t3", "t7");
    }

    @Test
    void next_oneOfTenThousandOthers_isNotFarAway() {
        IntStream.range(0, 10_000).forEach(i -> enter("t%05d 3 crowd".formatted(i)));
        enter("u1 3 quiet");

        assertThat(room.nextForSlot(List.of("work"), 2)).containsExactly("t00000", "u1");
    }

    @Test
    void enter_thatWaitsAlready_keepsItsPlace() {
        enter("t1 3 a", "t2 3 b", "t1 3 a");

        assertThat(serveAll()).containsExactly("t1", "t2");
    }

    @Test
    void leave_cancelledCrowd_costsItsPipelineNothing() {
        enter("t1 3 a", "u1 3 b", "u2 3 b");
        IntStream.range(0, 1_000).forEach(i -> enter("x%04d 3 a".formatted(i)));
        IntStream.range(0, 1_000).forEach(i -> room.leave("x%04d".formatted(i)));

        // It goes to the end of the turn once, not a thousand times.
        assertThat(serveAll()).containsExactly("u1", "t1", "u2");
    }

    @Test
    void next_sharedSlot_mostUrgentFirst_thenTheCapabilitiesInTheOrderAsked() {
        enter("t1 3 a", "t2 3 a");
        room.enter(new WaitingRoom.Guest("u1", 3, "a", WaitReason.CONCURRENCY, "other"));

        assertThat(room.nextForSlot(List.of("other", "work"), 1)).containsExactly("u1", "t1");
        enter("t3 1 b");
        assertThat(room.nextForSlot(List.of("other", "work"), 1)).containsExactly("t3", "u1");
    }

    /** 1,000 random arrivals and services: a pipeline whose oldest task waits is passed over at most P - 1 times a slot. */
    @Property(tries = 200, seed = "11")
    void next_anyArrivals_noPipelineIsPassedOverByMoreThanTheOthersOnce(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int pipelines) {
        var random = new SplittableRandom(seed);
        var line = new WaitingRoom(() -> 0);
        Map<String, Integer> waiting = new HashMap<>();
        Map<String, Integer> passedOver = new HashMap<>();
        Map<String, String> pipelineOf = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            if (random.nextInt(5) < 3) {
                // The first pipeline floods the others.
                var pipeline = "p" + (random.nextBoolean() ? 0 : random.nextInt(pipelines));
                var taskId = "t%05d".formatted(i);
                line.enter(guest(taskId, 3, pipeline));
                pipelineOf.put(taskId, pipeline);
                waiting.merge(pipeline, 1, Integer::sum);
            } else if (line.size() > 0) {
                var served = line.nextForSlot(List.of("work"), 1).getFirst();
                line.served(served);
                var pipeline = pipelineOf.get(served);
                waiting.merge(pipeline, -1, Integer::sum);
                passedOver.put(pipeline, 0);
                waiting.forEach((other, left) -> {
                    if (left > 0 && !other.equals(pipeline)) {
                        int times = passedOver.merge(other, 1, Integer::sum);
                        assertThat(times).isLessThan(pipelines);
                    }
                });
            }
        }
        assertThat(waiting.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(line.size());
    }
}
