package io.granger.hub.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.routing.Arm;
import io.granger.routing.ModeInForce;
import io.granger.routing.RoutingMode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which keys are treated: CONTRACT section 6, "Shares". */
class RoutingControlTest {
    private static final double HOLDOUT = .1;
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER_SECRET = "another secret of another member".getBytes(StandardCharsets.UTF_8);
    private static final int KEYS = 20_000;

    private static RoutingControl control(byte[] secret, RoutingState state) {
        return new RoutingControl(
                new ModeInForce.Setting(RoutingMode.HEURISTIC, 0), Map.of(), HOLDOUT, "auto-0", secret, state);
    }

    private static RoutingState canary(double share, String rollout) {
        var setting = new RoutingState.Stamped(RoutingMode.CANARY, share, "test", false, 1_000, "node-a", rollout);
        return RoutingState.EMPTY
                .with(RoutingState.GLOBAL, setting)
                .assigned(new RoutingState.AssignmentKey(Base64.getEncoder().encodeToString(SECRET), 1));
    }

    private static List<Arm> arms(RoutingControl control) {
        var mode = control.inForce("documents", false);
        return IntStream.range(0, KEYS)
                .mapToObj(i -> control.arm(mode, "key-" + i))
                .toList();
    }

    @Test
    void arms_byHand() {
        var draws = new HmacDraws(SECRET);
        var arms = arms(control(SECRET, canary(.3, "p-1")));

        for (int i = 0; i < 1_000; i++) {
            boolean isHeld = draws.uniform("key-" + i, "holdout") < HOLDOUT;
            boolean isTreated = draws.uniform("key-" + i, "p-1") < .3 / .9;
            assertThat(arms.get(i)).isEqualTo(isHeld ? Arm.HOLDOUT : isTreated ? Arm.TREATMENT : Arm.CONTROL);
        }
    }

    @Test
    void oneRollout_restartedAndAtAnotherMember_sameArms_aLargerShareOnlyAdds() {
        var first = arms(control(SECRET, canary(.2, "p-1")));
        var stored = RoutingStateJson.read(RoutingStateJson.write(canary(.2, "p-1")));
        var member = control(OTHER_SECRET, RoutingState.EMPTY);
        member.join(stored);

        assertThat(arms(control(SECRET, stored))).isEqualTo(first);
        assertThat(arms(member)).isEqualTo(first);
        var larger = arms(control(SECRET, canary(.5, "p-1")));
        for (int i = 0; i < KEYS; i++) {
            assertThat(larger.get(i))
                    .isIn(first.get(i) == Arm.CONTROL ? List.of(Arm.CONTROL, Arm.TREATMENT) : List.of(first.get(i)));
        }
    }

    @Test
    void twoRollouts_oneHoldout_independentDraws() {
        var one = arms(control(SECRET, canary(.45, "p-1")));
        var two = arms(control(SECRET, canary(.45, "p-2")));

        int held = 0;
        int both = 0;
        for (int i = 0; i < KEYS; i++) {
            assertThat(one.get(i) == Arm.HOLDOUT).isEqualTo(two.get(i) == Arm.HOLDOUT);
            held += one.get(i) == Arm.HOLDOUT ? 1 : 0;
            both += one.get(i) == Arm.TREATMENT && two.get(i) == Arm.TREATMENT ? 1 : 0;
        }
        // Half of those not held are treated by each, so a quarter by both: .2250 of all, standard error .0030.
        assertThat(held / (double) KEYS).isBetween(.09, .11);
        assertThat(both / (double) KEYS).isBetween(.213, .237);
    }
}
