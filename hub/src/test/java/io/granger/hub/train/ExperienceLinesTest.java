package io.granger.hub.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.store.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperienceLinesTest {
    private final List<LoggedRow> rows = new ArrayList<>();
    private final List<ExperienceLines.Fault> faults = new ArrayList<>();

    private void read(String text) throws IOException {
        ExperienceLines.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                ExperienceFormat.JSONL,
                rows::add,
                faults::add);
    }

    private static String line(int task) {
        return new LoggedRow(Samples.row(task, 1), List.of(), false).toJson().encode();
    }

    @Test
    void read_everyBadLine_isAFaultWithItsNumber() throws IOException {
        read(line(1) + "\n" + "{\"schema\":\n" + "\n" + line(2) + "\n" + line(3).substring(0, 200));

        assertThat(rows)
                .extracting(row -> row.row().decision().taskId())
                .containsExactly(Samples.taskId(1), Samples.taskId(2));
        assertThat(faults).extracting(ExperienceLines.Fault::line).containsExactly(2L, 3L, 5L);
        assertThat(faults.getFirst().toString()).startsWith("line 2: json-syntax: not JSON at 1:");
        assertThat(faults.get(1).reason()).contains("body-required");
    }

    @Test
    void read_lastLineWithoutItsEnd_isARow() throws IOException {
        read(line(1));

        assertThat(rows).containsExactly(new LoggedRow(Samples.row(1, 1), List.of(), false));
        assertThat(faults).isEmpty();
    }

    @Test
    void read_lineTooLong_isAFaultAndNotKept() throws IOException {
        read("x".repeat(ExperienceLines.LINE_BYTES_MAX + 1) + "\n" + line(1));

        assertThat(faults).hasSize(1).first().asString().contains("must have at most 4194304 bytes, has 4194305");
        assertThat(rows).hasSize(1);
    }

    @Test
    void read_importedWithOutcomes_roundTrip() throws IOException {
        var row = Samples.row(4, 2);
        var said = new io.granger.routing.OutcomeRow(
                row.decision().decisionId(),
                "client",
                "k",
                5,
                java.util.OptionalDouble.of(0.5),
                io.granger.routing.RewardParts.NONE,
                1);
        var logged = new LoggedRow(row, List.of(said), true);

        read(logged.toJson().encode() + "\n");

        assertThat(rows).containsExactly(logged);
    }
}
