package io.granger.hub.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.control.PlaceEvidence.Observation;
import io.granger.routing.Arm;
import io.granger.routing.Assignment;
import io.granger.routing.RoutingMode;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole rollouts with the shipped plan, looked at after every key: how often they go where they must not. */
@Tag("slow")
class RolloutTrialsTest {
    private static final double HEURISTIC = .8;

    /** Where a rollout of a policy with this success rate stands after so many keys, its promotions, its end. */
    private record Trial(int place, int promotions, boolean isRolledBack, int treated) {}

    private static Trial trial(double success, int keys, long seed) {
        var random = new SplittableRandom(seed);
        var rollout = Plans.begun(Plans.SHIPPED, true);
        var evidence = new PlaceEvidence(rollout.plan(), rollout.place());
        int promotions = 0;
        int treated = 0;
        for (int key = 0; key < keys && rollout.isRunning(); key++) {
            var plan = rollout.plan();
            var mode = plan.mode(rollout.place());
            var arm = mode == RoutingMode.SHADOW
                    ? Arm.NONE
                    : Assignment.arm(
                            random.nextDouble(),
                            random.nextDouble(),
                            plan.share(rollout.place()),
                            plan.holdout(),
                            mode);
            treated += arm == Arm.TREATMENT ? 1 : 0;
            double good = random.nextDouble() < (arm == Arm.TREATMENT ? success : HEURISTIC) ? 1 : 0;
            evidence.accepted("t" + key, Optional.empty(), arm);
            evidence.ended("t" + key, Optional.of(new Observation(good, good, good * .5)));
            var step = RolloutMachine.step(rollout, new RolloutEvent.Found(key, evidence.finding()));
            rollout = step.next();
            if (step.change().filter(c -> c.isRouting()).isPresent()) {
                evidence = new PlaceEvidence(plan, rollout.place());
            }
            promotions += step.change()
                            .filter(c -> c.kind() == RolloutMachine.Kind.PROMOTED)
                            .isPresent()
                    ? 1
                    : 0;
        }
        return new Trial(rollout.place(), promotions, rollout.status() == Rollout.Status.ROLLED_BACK, treated);
    }

    @Test
    void plantedBadPolicy_isNeverPromoted_andAlwaysTakenBack() {
        int promoted = 0;
        int rolledBack = 0;
        long treated = 0;
        for (int t = 0; t < 200; t++) {
            var trial = trial(HEURISTIC - .2, 20_000, 1_000 + t);
            promoted += trial.promotions();
            rolledBack += trial.isRolledBack() ? 1 : 0;
            treated += trial.treated();
        }

        assertThat(promoted).isZero();
        assertThat(rolledBack).isEqualTo(200);
        assertThat(treated / 200.0).isLessThan(150);
    }

    @Test
    void identicalPolicy_isPromotedAndTakenBackNoMoreOftenThanSaid() {
        int promoted = 0;
        int rolledBack = 0;
        for (int t = 0; t < 400; t++) {
            var trial = trial(HEURISTIC, 10_000, 5_000 + t);
            promoted += trial.promotions() > 0 ? 1 : 0;
            rolledBack += trial.isRolledBack() ? 1 : 0;
        }

        // At most .05 and .01 of 400 by the sequences' guarantee; seeded, so no tolerance is needed.
        assertThat(promoted).isLessThanOrEqualTo(20);
        assertThat(rolledBack).isLessThanOrEqualTo(4);
    }

    @Test
    void betterPolicy_reachesRl() {
        int leads = 0;
        for (int t = 0; t < 50; t++) {
            leads += trial(HEURISTIC + .15, 60_000, 9_000 + t).place() == Plans.SHIPPED.last() ? 1 : 0;
        }

        assertThat(leads).isGreaterThanOrEqualTo(48);
    }
}
