package io.granger.hub.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hubs under every kind of fault at once, one seed after the other: no promise is broken. */
class SimulationTest {
    private static final int QUICK_SEEDS = 200;
    private static final int QUICK_CLUSTERS = 60;
    private static final int MANY_CLUSTERS = 5_000;
    private static final int MANY_SEEDS = 5_000;

    @BeforeAll
    static void quiet() {
        ClusterSimulation.quiet();
    }

    @Test
    void run_firstSeeds_breakNoPromise() {
        assertThat(ClusterSimulation.firstBroken(1, QUICK_SEEDS, 1)).isEmpty();
    }

    @Test
    void run_threeHubs_breakNoPromise() {
        assertThat(ClusterSimulation.firstBroken(1, QUICK_CLUSTERS, 3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void run_sameSeed_sameRun(int hubs) {
        for (long seed = 1; seed <= 10; seed++) {
            assertThat(Simulation.run(seed, hubs, Planted.NOTHING, false).fingerprint())
                    .isEqualTo(Simulation.run(seed, hubs, Planted.NOTHING, true).fingerprint());
        }
    }

    @Test
    void broken_seedOfThreeHubs_saysHowToSeeItAgain() {
        var outcome = Simulation.run(1, 3, PlantedBugTest.Bug.COMMIT_REMOVED, false);

        assertThat(ClusterSimulation.broken(outcome, 3)).endsWith("see it again: .ci/simulate --seed 1 --hubs 3");
    }

    @Test
    @Tag("slow")
    void run_manySeeds_breakNoPromise() {
        assertThat(ClusterSimulation.firstBroken(1, MANY_SEEDS, 1)).isEmpty();
    }

    @Test
    @Tag("slow")
    void run_manySeedsOfThreeHubs_breakNoPromise() {
        assertThat(ClusterSimulation.firstBroken(1, MANY_CLUSTERS, 3)).isEmpty();
    }
}
