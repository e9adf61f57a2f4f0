package io.granger.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.SnapshotRejected;
import io.granger.rl.bandit.PartsBandit;
import io.granger.rl.option.OptionAgent;
import io.granger.rl.option.OptionAgentSettings;
import io.granger.routing.simulation.SeededDraws;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LearnedRouterTest {
    private static final double[] GOOD = {1, 1, 1, 1};
    private static final double[] BAD = {0, 0, 0, 0};

    private static Decision choose(LearnedRouter router, Situation situation, int wanted) {
        DecisionMaker maker =
                new DecisionMaker(Fixtures.routers(Optional.of(router)), new SeededDraws(2), 1, 250, () -> 0);
        for (int i = 0; ; i++) {
            Decision decision = maker.decide(Fixtures.request("d" + i, situation, RoutingMode.RL, Arm.TREATMENT));
            if (decision.chosen() == wanted) {
                return decision;
            }
        }
    }

    private static Situation steps() {
        return Fixtures.steps(Fixtures.spoke("a", 1, 1, 0), Fixtures.spoke("b", 1, 1, 0));
    }

    private static Situation options(Level level) {
        return Fixtures.situation(level, List.of(Fixtures.option("a", 0), Fixtures.option("b", 1)), 0);
    }

    private static double shareOfB(LearnedRouter router, Situation situation) {
        return router.base(router.score(situation), situation)[1];
    }

    @Test
    void learnStep_betterSpokeGetsMore() {
        LearnedRouter router = LearnedRouter.cold();
        assertThat(shareOfB(router, steps())).isEqualTo(0.5);
        for (int i = 0; i < 20; i++) {
            router.learnStep(Fixtures.row(choose(router, steps(), 0), 0, BAD, false));
            router.learnStep(Fixtures.row(choose(router, steps(), 1), 0, GOOD, false));
        }
        assertThat(shareOfB(router, steps())).isGreaterThan(0.99);
        assertThat(router.revision()).isEqualTo(40);
    }

    @Test
    void learnOption_sharedByOptionAndRecovery() {
        LearnedRouter router = LearnedRouter.cold();
        for (int i = 0; i < 20; i++) {
            router.learnOption(Fixtures.row(choose(router, options(Level.OPTION), 0), -1, BAD, true), Optional.empty());
            router.learnOption(Fixtures.row(choose(router, options(Level.OPTION), 1), 1, GOOD, true), Optional.empty());
        }
        assertThat(shareOfB(router, options(Level.OPTION))).isGreaterThan(0.95);
        // the same chain as a reroute has the same value
        assertThat(router.score(options(Level.RECOVERY))).isEqualTo(router.score(options(Level.OPTION)));
    }

    @Test
    void learnOption_bootstrapsOnWhatComesNext() {
        LearnedRouter router = LearnedRouter.cold();
        Situation next = Fixtures.situation(Level.RECOVERY, List.of(Fixtures.option("retry", 0)), 0);
        for (int i = 0; i < 20; i++) {
            router.learnOption(Fixtures.row(choose(router, next, 0), 1, GOOD, true), Optional.empty());
            router.learnOption(
                    Fixtures.row(choose(router, options(Level.OPTION), 1), 0, new double[0], false), Optional.of(next));
        }
        assertThat(router.score(options(Level.OPTION)).value()[1]).isGreaterThan(0.5);
    }

    @Test
    void learn_nothingToLearn() {
        LearnedRouter router = LearnedRouter.cold();
        router.learnStep(Fixtures.row(choose(router, steps(), 0), 0, new double[0], false));
        router.learnOption(
                Fixtures.row(choose(router, options(Level.OPTION), 0), 0, new double[0], false), Optional.empty());
        assertThat(router.revision()).isZero();
    }

    @Test
    void learn_wrongLevel() {
        LearnedRouter router = LearnedRouter.cold();
        ExperienceRow step = Fixtures.row(choose(router, steps(), 0), 0, GOOD, false);
        assertThatThrownBy(() -> router.learnOption(step, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void learn_stepSizeZero() {
        OptionAgent still = new OptionAgent(OptionAgentSettings.defaults().withStepSize(0));
        LearnedRouter router = new LearnedRouter(new PartsBandit(), still, true);
        byte[] before = still.save();
        router.learnOption(Fixtures.row(choose(router, options(Level.OPTION), 0), 1, GOOD, true), Optional.empty());
        assertThat(still.save()).isEqualTo(before);
    }

    @Test
    void correct_asIfLearntSo() {
        LearnedRouter late = LearnedRouter.cold();
        LearnedRouter once = LearnedRouter.cold();
        double[] before = {1, 0.5, 0.5, 0.5};
        double[] after = {1, 0.5, 0.9, 0.5};
        ExperienceRow row = Fixtures.row(choose(late, steps(), 0), 0, before, false);
        late.learnStep(row);
        late.correct(row, before, after);
        once.learnStep(Fixtures.row(row.decision(), 0, after, false));
        double lateValue = late.score(steps()).value()[0];
        assertThat(lateValue).isCloseTo(once.score(steps()).value()[0], within(1e-9));
    }

    @Test
    void correct_endOfATask_asIfLearntSo() {
        LearnedRouter late = LearnedRouter.cold();
        LearnedRouter once = LearnedRouter.cold();
        double[] before = {1, 0.5, 0.5, 0.5};
        double[] after = {1, 0.5, 0.9, 0.5};
        Decision decision = choose(late, options(Level.OPTION), 0);
        double[] weights = decision.preset().weights();
        ExperienceRow row = Fixtures.row(decision, RewardModel.score(weights, before), before, true);
        late.learnOption(row, Optional.empty());
        late.correct(row, before, after);
        once.learnOption(Fixtures.row(decision, RewardModel.score(weights, after), after, true), Optional.empty());
        double lateValue = late.score(options(Level.OPTION)).value()[0];
        assertThat(lateValue).isCloseTo(once.score(options(Level.OPTION)).value()[0], within(1e-9));
        assertThat(late.revision()).isEqualTo(2);
    }

    @Test
    void correct_optionThatEndedNoTask_nothing() {
        LearnedRouter router = LearnedRouter.cold();
        ExperienceRow row = Fixtures.row(choose(router, options(Level.OPTION), 0), 0, GOOD, false);
        router.learnOption(row, Optional.of(options(Level.RECOVERY)));
        Map<String, byte[]> learnt = router.save();
        router.correct(row, GOOD, BAD);
        assertThat(router.save()).containsExactlyInAnyOrderEntriesOf(learnt);
    }

    @Test
    void correct_notLearning_nothing() {
        LearnedRouter router = new LearnedRouter(new PartsBandit(), new OptionAgent(), false);
        Map<String, byte[]> before = router.save();
        router.correct(Fixtures.row(choose(router, steps(), 0), 0, GOOD, false), GOOD, BAD);
        router.correct(Fixtures.row(choose(router, options(Level.OPTION), 0), 1, GOOD, true), GOOD, BAD);
        assertThat(router.save()).containsExactlyInAnyOrderEntriesOf(before);
    }

    @Test
    void score_looksAtEligibleOnly() {
        LearnedRouter router = Fixtures.trained(5);
        Situation situation = Fixtures.steps(Fixtures.spoke("a", 1, 1, 0), Fixtures.spoke("b", 1, 1, 0, Mask.DRAINING));
        assertThat(router.score(situation).value()[1]).isZero();
        assertThat(router.score(situation).spread()[1]).isZero();
    }

    @Test
    void restore_asSaved() {
        LearnedRouter router = Fixtures.trained(5);
        LearnedRouter restored = LearnedRouter.restore(router.save(), true);
        SplittableRandom random = new SplittableRandom(8);
        assertThat(restored.revision()).isEqualTo(router.revision());
        for (int i = 0; i < 30; i++) {
            Situation situation = Fixtures.random(Level.values()[i % 3], random);
            assertThat(restored.score(situation)).isEqualTo(router.score(situation));
        }
    }

    @Test
    void restore_otherSettingsThanThisVersions_isRejected() {
        Map<String, byte[]> files = new HashMap<>(LearnedRouter.cold().save());
        files.put("auto-0/steps", new PartsBandit(PartsBandit.DEFAULTS.withMemory(10)).save());
        assertThatThrownBy(() -> LearnedRouter.restore(files, true))
                .isInstanceOf(SnapshotRejected.class)
                .hasMessageContaining("auto-0/steps must have the settings of this version");
    }

    @Test
    void restore_fileMissing() {
        Map<String, byte[]> files = new HashMap<>(LearnedRouter.cold().save());
        files.remove("auto-0/steps");
        assertThatThrownBy(() -> LearnedRouter.restore(files, true))
                .isInstanceOf(SnapshotRejected.class)
                .hasMessageContaining("auto-0/steps");
    }
}
