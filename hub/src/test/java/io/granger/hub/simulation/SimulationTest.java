package io.granger.hub.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hubs under every kind of fault at once, one seed after the other: no promise is broken. */
class SimulationTest {
    private static final int QUICK_SEEDS = 200;
    private static final int MANY_SEEDS = 5_000;

    @BeforeAll
    static void quiet() {
        ClusterSimulation.quiet();
    }

    @Test
    void run_firstSeeds_breakNoPromise() {
        assertThat(ClusterSimulation.firstBroken(1, QUICK_SEEDS)).isEmpty();
    }

    @Test
    void run_sameSeed_sameRun() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(Simulation.run(seed, Planted.NOTHING, false).fingerprint())
                    .isEqualTo(Simulation.run(seed, Planted.NOTHING, true).fingerprint());
        }
    }

    @Test
    @Tag("slow")
    void run_manySeeds_breakNoPromise() {
        assertThat(ClusterSimulation.firstBroken(1, MANY_SEEDS)).isEmpty();
    }
}
