package io.granger.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mode is changed while tasks run. */
class ModeChangeTest {
    @TempDir
    Path directory;

    @Test
    void change_underLoad_failsNoTask_andTheNextTaskIsUnderTheNewMode() throws IOException {
        try (var hub = LiveHub.unhurried(directory, "store: {durability: memory}")) {
            for (var name : List.of("one", "two")) {
                hub.spoke(name, "work", call -> Spokes.output(name));
            }
            ModeLoad ended;
            try (var load = ModeLoad.start(List.of(hub), 4, "work")) {
                ended = load;
                for (int round = 0; round < 2; round++) {
                    for (var move : ModeLoad.Move.round()) {
                        move.at(hub);
                        assertThat(hub.run(Spokes.task("work")).getString("mode"))
                                .isEqualTo(move.modeAfter());
                        load.awaitMore(10);
                    }
                }
            }
            assertThat(ended.failed()).isZero();
            assertThat(ended.completed()).isGreaterThanOrEqualTo(120);
        }
    }

    @Test
    @Tag("slow")
    void change_atAnyOfThreeHubs_reachesAll_andFailsNoTask() throws IOException {
        var lags = ModeChanges.measure(directory, 6, 1_000, 2);

        assertThat(lags.failed()).isZero();
        assertThat(lags.completed()).isGreaterThanOrEqualTo(300);
        assertThat(lags.decisions()).isGreaterThanOrEqualTo(2 * lags.completed());
        assertThat(lags.sinceTold()).hasSize(3);
    }
}
