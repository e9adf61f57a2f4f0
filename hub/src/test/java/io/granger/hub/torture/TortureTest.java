package io.granger.hub.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short torture of real processes, and of ones that are broken on purpose. */
@Tag("slow")
class TortureTest {
    @TempDir
    Path directory;

    private Torture.Report torture(int rounds, String planted) {
        return torture(Scenario.KILL, rounds, planted);
    }

    private Torture.Report torture(Scenario scenario, int rounds, String planted) {
        var plan = new Torture.Plan(scenario, rounds, 11, directory, planted);
        return Torture.run(plan, new PrintStream(OutputStream.nullOutputStream()));
    }

    @Test
    void killed_nothingAcknowledgedIsLostDoubledOrTakenBack() {
        var report = torture(5, HubPlan.NOTHING);

        assertThat(report.broken()).isEmpty();
        assertThat(report.acknowledged()).isGreaterThan(500);
        assertThat(report.ended()).isEqualTo(report.acknowledged());
    }

    @Test
    void threeKilledAtOnce_nothingAcknowledgedIsLostDoubledOrDoneAgain() {
        var report = torture(Scenario.KILL_ALL, 2, HubPlan.NOTHING);

        assertThat(report.broken()).isEmpty();
        assertThat(report.acknowledged()).isGreaterThan(50);
        assertThat(report.ended()).isEqualTo(report.acknowledged());
    }

    @Test
    void acknowledgedBeforeItIsDurable_theCheckerFindsWhatWasLost() {
        assertThat(torture(3, "commit").broken()).anyMatch(line -> line.startsWith("lost: "));
    }

    @Test
    void keysForgotten_theCheckerFindsWhatWasDoubled() {
        assertThat(torture(3, "keys").broken()).anyMatch(line -> line.startsWith("doubled: "));
    }
}
