package io.granger.hub.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.control.RolloutMachine.Kind;
import io.granger.routing.RoutingMode;
import java.util.ArrayList;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Where a rollout goes on what it hears. */
class RolloutMachineTest {
    private static final Finding OPEN = new Finding(Finding.Kind.OPEN, "no difference shown");
    private static final Finding READY = new Finding(Finding.Kind.READY, "200 keys without fault");
    private static final Finding BETTER = new Finding(Finding.Kind.BETTER, "better by .05");
    private static final Finding HARM = new Finding(Finding.Kind.HARM, "worse by success");

    private static RolloutMachine.Step found(Rollout rollout, Finding finding, long atMs) {
        return RolloutMachine.step(rollout, new RolloutEvent.Found(atMs, finding));
    }

    @Test
    void begin_isShadow() {
        var step = RolloutMachine.begin(Plans.begun(Plans.SHIPPED, false));

        assertThat(step.next().stage()).isEqualTo("shadow");
        assertThat(step.change().orElseThrow())
                .isEqualTo(new RolloutMachine.Switch(Kind.STAGED, true, RoutingMode.SHADOW, 0));
    }

    @Test
    void wayUp_takesEveryStage_andIsCalledPromotedFromTheFirstCanaryOn() {
        var rollout = Plans.begun(Plans.SHIPPED, true);
        var words = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            var step = found(rollout, i == 0 ? READY : BETTER, 2_000 + i);
            rollout = step.next();
            words.add(rollout.stage() + " " + step.change().map(c -> c.kind().word()));
        }

        assertThat(words)
                .containsExactly(
                        "canary 0.05 Optional[staged]",
                        "canary 0.2 Optional[promoted]",
                        "canary 0.5 Optional[promoted]",
                        "rl Optional[promoted]",
                        "rl Optional.empty");
        assertThat(rollout.placeSinceMs()).isEqualTo(2_003);
    }

    @Test
    void better_atTheLastCanaryWithoutAGate_waitsThereAndSaysSo() {
        var last = Plans.begun(Plans.SMALL, false).at(1, false, "there", 2_000);

        var step = found(last, BETTER, 3_000);

        assertThat(step.change()).isEmpty();
        assertThat(step.next().stage()).isEqualTo("canary 0.5");
        assertThat(step.next().verdict()).contains("better by .05", "override");
    }

    @Test
    void override_opensRl() {
        var last = Plans.begun(Plans.SMALL, false).at(1, false, "there", 2_000);

        assertThat(RolloutMachine.refusal(last, false).orElseThrow()).contains("gate", "auto-0", "override");
        assertThat(RolloutMachine.refusal(last, true)).isEmpty();
        var step = RolloutMachine.step(last, new RolloutEvent.Promoted(3_000, "ann", "we looked", true));

        assertThat(step.change().orElseThrow())
                .isEqualTo(new RolloutMachine.Switch(Kind.PROMOTED, true, RoutingMode.RL, 0));
        assertThat(step.next().mayLead()).isTrue();
        assertThat(step.next().verdict()).isEqualTo("promoted by ann: we looked");
    }

    @Test
    void promotedWithoutAGate_atTheLastCanary_staysWhereItIs() {
        var last = Plans.begun(Plans.SMALL, false).at(1, false, "there", 2_000);

        var step = RolloutMachine.step(last, new RolloutEvent.Promoted(3_000, "ann", "now", false));

        assertThat(step.next()).isEqualTo(last);
        assertThat(step.change()).isEmpty();
    }

    @Test
    void harm_goesToZeroAndCoolsDown() {
        var rollout = found(Plans.begun(Plans.SMALL, true), READY, 2_000).next();

        var step = found(rollout, HARM, 5_000);

        assertThat(step.change().orElseThrow())
                .isEqualTo(new RolloutMachine.Switch(Kind.ROLLED_BACK, true, RoutingMode.HEURISTIC, 0));
        assertThat(step.next().status()).isEqualTo(Rollout.Status.ROLLED_BACK);
        assertThat(step.next().verdict()).isEqualTo("rolled back: worse by success");
        assertThat(step.next().cooldownUntilMs()).isEqualTo(6_000);
    }

    @Test
    void fault_rollsBackInShadowToo() {
        var step = RolloutMachine.step(
                Plans.begun(Plans.SMALL, true), new RolloutEvent.Fault(2_000, "it picked a masked candidate"));

        assertThat(step.change().orElseThrow().kind()).isEqualTo(Kind.ROLLED_BACK);
        assertThat(step.next().verdict()).isEqualTo("rolled back at once: it picked a masked candidate");
    }

    @Test
    void takenOver_leavesTheRoutingAlone() {
        var step = RolloutMachine.step(
                Plans.begun(Plans.SMALL, true), new RolloutEvent.TakenOver(2_000, "mode rl was set by hand"));

        assertThat(step.change().orElseThrow().isRouting()).isFalse();
        assertThat(step.next().status()).isEqualTo(Rollout.Status.ENDED);
        assertThat(step.next().cooldownUntilMs()).isZero();
    }

    @Test
    void open_onlyChangesTheWords() {
        var rollout = Plans.begun(Plans.SMALL, true);

        assertThat(found(rollout, OPEN, 2_000).next()).isEqualTo(rollout.saying("no difference shown"));
    }

    @Property
    void anyEvents_atMostOnePlaceAtATime_andNothingAfterTheEnd(
            @ForAll @Size(max = 30) java.util.List<@IntRange(min = 0, max = 6) Integer> codes) {
        var rollout = Plans.begun(Plans.SHIPPED, false);
        long now = 2_000;
        for (int code : codes) {
            var before = rollout;
            var step = RolloutMachine.step(before, event(code, now++));
            rollout = step.next();
            if (before.isRunning()) {
                assertThat(rollout.place()).isBetween(before.place(), before.place() + 1);
                assertThat(step.change().isPresent()).isEqualTo(rollout.turn() > before.turn());
                assertThat(rollout.place() == rollout.plan().last()).isEqualTo(rollout.place() == 4);
                assertThat(rollout.place() < 4 || rollout.mayLead()).isTrue();
            } else {
                assertThat(rollout).isEqualTo(before);
            }
        }
    }

    private static RolloutEvent event(int code, long atMs) {
        return switch (code) {
            case 0 -> new RolloutEvent.Found(atMs, OPEN);
            case 1 -> new RolloutEvent.Found(atMs, BETTER);
            case 2 -> new RolloutEvent.Found(atMs, READY);
            case 3 -> new RolloutEvent.Promoted(atMs, "ann", "why", false);
            case 4 -> new RolloutEvent.Promoted(atMs, "ann", "why", true);
            case 5 -> new RolloutEvent.Found(atMs, HARM);
            default -> new RolloutEvent.TakenOver(atMs, "by hand");
        };
    }

    @Property
    void newerThan_isAnOrder(
            @ForAll @IntRange(min = 0, max = 2) int termA,
            @ForAll @IntRange(min = 0, max = 2) int termB,
            @ForAll boolean later,
            @ForAll boolean sameJudge) {
        var a = judged(Plans.begun(Plans.SMALL, true), termA, "node-a");
        var b = judged(Plans.begun(Plans.SMALL, true), termB, sameJudge ? "node-a" : "node-b");
        b = later ? b.at(1, true, "on", 2_000) : b;

        assertThat(a.newerThan(b) && b.newerThan(a)).isFalse();
        assertThat(a.newerThan(b) || b.newerThan(a))
                .isEqualTo(a.term() != b.term() || !a.judge().equals(b.judge()) || a.turn() != b.turn());
    }

    private static Rollout judged(Rollout rollout, int times, String node) {
        var next = rollout;
        for (int i = 0; i < times; i++) {
            next = next.judgedBy(node);
        }
        return next;
    }
}
