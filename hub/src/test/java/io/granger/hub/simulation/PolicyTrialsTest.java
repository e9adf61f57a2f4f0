package io.granger.hub.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.train.GateReport;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few of the trials that {@code .ci/plant} carries out by the hundred. */
@Tag("slow")
class PolicyTrialsTest {
    @TempDir
    Path directory;

    @Test
    void worst_stoppedByTheGate_andOverriddenByTheFirstCanary() throws IOException {
        var trial = PolicyTrials.run(PlantedPolicy.WORST, 2, directory);

        assertThat(trial)
                .isEqualTo(new PolicyTrials.Trial(GateReport.Verdict.FAILED, true, 0, 0, "taken back at canary 0.2"));
    }

    /** The log it is judged by says nothing of the tasks for which it is bad. */
    @Test
    void badWhereTheLogSaysNothing_passesTheGate_andIsStoppedByTheFirstCanary() throws IOException {
        var trial = PolicyTrials.run(PlantedPolicy.ELSEWHERE, 2, directory);

        assertThat(trial)
                .isEqualTo(new PolicyTrials.Trial(GateReport.Verdict.PASSED, false, 0, 0, "taken back at canary 0.2"));
    }

    @Test
    void spokeThatBreaksOnceThePolicyLeads_takesItBack() throws IOException {
        var trial = PolicyTrials.run(PlantedPolicy.DRIFT, 2, directory);

        assertThat(trial).isEqualTo(new PolicyTrials.Trial(GateReport.Verdict.PASSED, false, 2, 0, "taken back at rl"));
    }
}
