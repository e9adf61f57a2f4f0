package io.granger.hub.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bad bytes hurt no reader; and readers that are broken on purpose are found. */
class FuzzTest {
    private static final long HANG_MS = 20_000;

    private static Fuzz.Report run(List<Target> targets, long inputs, long hangMs) {
        return Fuzz.run(targets, 1, 0, inputs, hangMs, line -> {});
    }

    private static List<String> planted(Target.Reader reader, long hangMs) {
        var target = new Target("planted", List.of(new byte[] {1, 2, 3, 4}), IllegalArgumentException.class, 1, reader);
        return run(List.of(target), 2_000, hangMs).findings();
    }

    @Test
    void readers_twentyThousandInputs_takenOrRefused() {
        try (var targets = new Targets()) {
            var report = run(targets.all(), 20_000, HANG_MS);

            assertThat(report.findings()).isEmpty();
            assertThat(report.inputs()).isGreaterThan(19_900);
            assertThat(report.taken()).isBetween(2_000L, 18_000L);
        }
    }

    @Test
    @Tag("slow")
    void readers_aMillionInputs_takenOrRefused() {
        try (var targets = new Targets()) {
            assertThat(run(targets.all(), 1_000_000, HANG_MS).findings()).isEmpty();
        }
    }

    @Test
    void planted_refusal_isNoFinding() {
        assertThat(planted(
                        bytes -> {
                            throw new IllegalArgumentException("bad");
                        },
                        HANG_MS))
                .isEmpty();
    }

    @Test
    void planted_crash_isFoundWithItsNumber() {
        assertThat(planted(bytes -> bytes[3]++, HANG_MS))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("crash: 1 planted "));
    }

    @Test
    void planted_muchMemory_isFound() {
        assertThat(planted(
                        bytes -> {
                            if (bytes.length > 60) {
                                assertThat(new byte[65 << 20]).isNotEmpty();
                            }
                        },
                        HANG_MS))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("memory: 1 planted "));
    }

    @Test
    void planted_readerThatNeverEnds_isFound() {
        var never = new CountDownLatch(1);

        var findings = planted(bytes -> never.await(), 100);

        never.countDown();
        assertThat(findings).singleElement().asString().startsWith("hang: planted 0");
    }
}
