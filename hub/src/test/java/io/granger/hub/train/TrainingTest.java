package io.granger.hub.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.bandit.PartsBandit;
import io.granger.rl.option.OptionAgent;
import io.granger.routing.Decision;
import io.granger.routing.LearnedRouter;
import io.granger.routing.OutcomeRow;
import io.granger.routing.RewardParts;
import io.granger.task.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrainingTest {

    private static Training.Trained train(List<LoggedRow> log, Optional<Preset> preset) {
        return Training.train(
                log,
                new TrainingSettings(1, preset, Optional.empty(), 0, TrainingSettings.Model.LINEAR),
                TrainingProgress.SILENT);
    }

    private static LearnedRouter router(Training.Trained trained) {
        return new LearnedRouter(PartsBandit.restore(trained.steps()), OptionAgent.restore(trained.options()), false);
    }

    private static double[] values(LearnedRouter router, Decision decision) {
        return router.score(decision.situation()).value();
    }

    @Test
    void steps_valuesAreThoseOfTheWorld() {
        List<LoggedRow> log = Logs.steps(2_000, 1);
        LearnedRouter router = router(train(log, Optional.empty()));
        double[] squares = new double[2];
        for (LoggedRow logged : log) {
            double[] values = values(router, logged.row().decision());
            squares[0] += Math.pow(values[0] - (.4 * 1.58 - 1), 2);
            squares[1] += Math.pow(values[1] - (.95 * 1.58 - 1), 2);
        }

        // success worth 2 * (.4 + .2 * .5 + .3 * .8 + .1 * .5) - 1 = .58, failure -1; 1,000 rows an arm, spread below
        // .8 / sqrt(1000), and features that mean nothing; root of the mean square over all states of the log
        assertThat(Math.sqrt(squares[0] / log.size())).isLessThan(.1);
        assertThat(Math.sqrt(squares[1] / log.size())).isLessThan(.1);
    }

    /** Dynamic programming: direct .22; best 2 * (.4 + .1 + .3 + .05) - 1 = .7, worst -1, so a detour is worth .7. */
    @Test
    void options_valuesAreThoseOfDynamicProgramming() {
        List<LoggedRow> log = Logs.options(1_500, 2);
        Training.Trained trained = train(log, Optional.empty());
        LearnedRouter router = router(trained);
        double[] first = values(router, log.getFirst().row().decision());

        assertThat(first[0]).isCloseTo(.7, within(.03));
        assertThat(first[1]).isCloseTo(.22, within(.03));
        assertThat(trained.report().getDouble("lastChange")).isLessThan(OptionFit.CHANGE_SMALLEST);
    }

    /** Under quality's weights direct is worth 2 * (.3 + .025 + .12 + .025) - 1 = -.06. */
    @Test
    void preset_scoresTheSameLogAgain() {
        List<LoggedRow> log = Logs.options(1_500, 2);
        LearnedRouter router = router(train(log, Optional.of(Preset.QUALITY)));
        Decision asked = Rescored.of(log.getFirst(), Preset.QUALITY).decision();

        assertThat(values(router, asked)[1]).isCloseTo(-.06, within(.03));
    }

    @Test
    void outcomes_areLearnt() {
        List<LoggedRow> log = new ArrayList<>();
        for (LoggedRow row : Logs.steps(1_000, 3)) {
            var said = new OutcomeRow(
                    row.row().decision().decisionId(), "client", "k", 0, OptionalDouble.of(0), RewardParts.NONE, 1);
            log.add(new LoggedRow(row.row(), List.of(said), false));
        }
        double[] values = values(
                router(train(log, Optional.empty())), log.getFirst().row().decision());

        // all qualities said to be 0: a success is worth 2 * (.4 + .1 + .05) - 1 = .1
        assertThat(values[1]).isCloseTo(.95 * 1.1 - 1, within(.1));
    }

    @Test
    void sameLog_sameBits() {
        List<LoggedRow> log = new ArrayList<>(Logs.steps(300, 4));
        log.addAll(Logs.options(100, 5));

        assertThat(train(log, Optional.empty()).steps())
                .isEqualTo(train(log, Optional.empty()).steps());
        assertThat(train(log, Optional.empty()).options())
                .isEqualTo(train(log, Optional.empty()).options());
    }

    @Test
    void nothingToLearn_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> train(List.of(), Optional.empty()));
    }
}
