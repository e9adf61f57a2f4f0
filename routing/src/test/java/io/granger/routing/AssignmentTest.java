package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granger.routing.simulation.SeededDraws;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private static final SeededDraws DRAWS = new SeededDraws(9);
    private static final int KEYS = 10_000;

    private static Arm arm(int key, double share, RoutingMode mode) {
        String name = "key-" + key;
        return Assignment.arm(DRAWS.uniform(name, "holdout"), DRAWS.uniform(name, "rollout-1"), share, 0.05, mode);
    }

    private static int count(Arm arm, double share, RoutingMode mode) {
        int count = 0;
        for (int key = 0; key < KEYS; key++) {
            count += arm(key, share, mode) == arm ? 1 : 0;
        }
        return count;
    }

    @Test
    void arm_fivePercentCanary() {
        assertThat(count(Arm.TREATMENT, 0.05, RoutingMode.CANARY)).isBetween(400, 600);
        assertThat(count(Arm.HOLDOUT, 0.05, RoutingMode.CANARY)).isBetween(400, 600);
    }

    @Test
    void arm_shareIsOfAllKeys() {
        assertThat(count(Arm.TREATMENT, 0.5, RoutingMode.CANARY)).isBetween(4800, 5200);
    }

    @Test
    void arm_raisingTheShareOnlyAddsKeys() {
        for (int key = 0; key < KEYS; key++) {
            if (arm(key, 0.05, RoutingMode.CANARY) == Arm.TREATMENT) {
                assertThat(arm(key, 0.2, RoutingMode.CANARY)).isEqualTo(Arm.TREATMENT);
                assertThat(arm(key, 0, RoutingMode.RL)).isEqualTo(Arm.TREATMENT);
            }
        }
    }

    @Test
    void arm_rlIsAllButTheHoldout() {
        assertThat(count(Arm.CONTROL, 0, RoutingMode.RL)).isZero();
        for (int key = 0; key < KEYS; key++) {
            assertThat(arm(key, 0, RoutingMode.RL) == Arm.HOLDOUT)
                    .isEqualTo(arm(key, 0.2, RoutingMode.CANARY) == Arm.HOLDOUT);
        }
    }

    @Property(seed = "1")
    void arm_sameKeySameSide(
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double u,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double v,
            @ForAll @DoubleRange(max = 0.95) double share) {
        Arm arm = Assignment.arm(u, v, share, 0.05, RoutingMode.CANARY);
        assertThat(Assignment.arm(u, v, share, 0.05, RoutingMode.CANARY)).isEqualTo(arm);
        assertThat(arm).isNotEqualTo(Arm.NONE);
        assertThat(Assignment.arm(u, v, share, 0.05, RoutingMode.SHADOW)).isEqualTo(Arm.NONE);
        assertThat(Assignment.arm(u, v, share, 0.05, RoutingMode.HEURISTIC)).isEqualTo(Arm.NONE);
    }

    @Test
    void arm_edges() {
        assertThat(Assignment.arm(0.05, 0, 0, 0.05, RoutingMode.CANARY)).isEqualTo(Arm.CONTROL);
        assertThat(Assignment.arm(0.0499, 0, 0.95, 0.05, RoutingMode.CANARY)).isEqualTo(Arm.HOLDOUT);
        assertThat(Assignment.arm(0.5, Math.nextDown(1.0), 0.95, 0.05, RoutingMode.CANARY))
                .isEqualTo(Arm.TREATMENT);
    }

    @Test
    void requireShare_outOfRange() {
        assertThat(Assignment.requireShare(0.95, 0.05)).isEqualTo(0.95);
        for (double bad : new double[] {-0.01, 0.96, Double.NaN}) {
            assertThatThrownBy(() -> Assignment.requireShare(bad, 0.05))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("share must be in [0, 0.95], is " + bad);
        }
        assertThatThrownBy(() -> Assignment.requireShare(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
