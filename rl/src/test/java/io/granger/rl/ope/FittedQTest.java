package io.granger.rl.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.granger.rl.lab.ExactSolution;
import io.granger.rl.lab.FiniteMdp;
import io.granger.rl.lab.Outcome;
import io.granger.rl.lab.Taxi;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FittedQTest {

    private static final double GAMMA = .95;
    private static final int HORIZON = 60;

    /** Weights of the steps 2 and .5 in the one, 2 and 1.5 in the other episode; rewards 1, 1 and 0, 4; gamma .5. */
    private static final List<Episode<Integer>> TWO = List.of(
            new Episode<>(List.of(
                    step(0, 0, .5, new double[] {1, 0}, 1, Optional.of(1)),
                    step(1, 0, .5, new double[] {.25, .75}, 1, Optional.empty()))),
            new Episode<>(List.of(
                    step(0, 0, .5, new double[] {1, 0}, 0, Optional.of(1)),
                    step(1, 1, .5, new double[] {.25, .75}, 4, Optional.empty()))));

    @Test
    void importance_twoEpisodes() {
        // returns 1.5 and 2, weights 1 and 3
        assertThat(EpisodeImportance.ordinary(TWO, .5)).isCloseTo((1.5 + 6) / 2, within(1e-12));
        assertThat(EpisodeImportance.weighted(TWO, .5)).isCloseTo(7.5 / 4, within(1e-12));
        // (2 * 1 + .5 * 1 * 1) and (0 + .5 * 3 * 4)
        assertThat(EpisodeImportance.perDecision(TWO, .5)).isCloseTo((2.5 + 6) / 2, within(1e-12));
        // step 0: (2 * 1 + 2 * 0) / 4; step 1: .5 * (1 * 1 + 3 * 4) / 4
        assertThat(EpisodeImportance.weightedPerDecision(TWO, .5)).isCloseTo(.5 + .5 * 13 / 4, within(1e-12));
    }

    /** The table holds mean reward .5 of (0, 0), 1 of (1, 0), 4 of (1, 1); V(1) = .25 * 1 + .75 * 4 = 3.25. */
    @Test
    void fit_twoEpisodes() {
        FittedQ<Integer> fqe = tabular(2, 2, s -> s == 0 ? new double[] {1, 0} : new double[] {.25, .75}, .5, 2);

        FittedQ.Estimate estimate = fqe.evaluate(TWO);

        assertThat(estimate.value()).isCloseTo(.5 + .5 * 3.25, within(1e-12));
        assertThat(estimate.standardError()).isZero();
    }

    /** Cross-fitted by hand: each episode is valued by the table of the other one, which saw one action of state 1 only. */
    @Test
    void evaluateDoublyRobust_twoEpisodes() {
        FittedQ<Integer> fqe = tabular(2, 2, s -> s == 0 ? new double[] {1, 0} : new double[] {.25, .75}, .5, 2);

        // table of the second: V(1) = 4, q(0, 0) = 2
        double first = 2 + 2 * (1 + .5 * 4 - 2) + .5 * (1 - 4);
        // table of the first: V(1) = 1, q(0, 0) = 1.5
        double second = 1.5 + 2 * (0 + .5 * 1 - 1.5) + .5 * 3 * (4 - 1);

        assertThat(fqe.evaluateDoublyRobust(TWO).value()).isCloseTo((first + second) / 2, within(1e-12));
    }

    @Test
    void linear_oneHotFeaturesAgreeWithTheTable() {
        FittedQ.TargetPolicy<Integer> target = s -> s == 0 ? new double[] {1, 0} : new double[] {.25, .75};
        LinearRegression<Integer> oneHot = new LinearRegression<>(
                (s, a) -> {
                    double[] x = new double[4];
                    x[2 * s + a] = 1;
                    return x;
                },
                1e-9);

        double linear = new FittedQ<>(oneHot, target, .5, 2).evaluate(TWO).value();

        assertThat(linear).isCloseTo(tabular(2, 2, target, .5, 2).evaluate(TWO).value(), within(1e-7));
    }

    @Test
    void fit_matchesDynamicProgrammingWhereEveryOutcomeWasSeen() {
        FiniteMdp taxi = Taxi.mdp();
        double[][] policy = ExactSolution.epsilonGreedy(ExactSolution.optimal(taxi, GAMMA), .1);
        double[][] exact = ExactSolution.evaluate(taxi, policy, GAMMA, HORIZON);
        List<EpisodeStep<Integer>> all = new ArrayList<>();
        for (int s = 0; s < taxi.states(); s++) {
            for (int a = 0; a < taxi.actions(); a++) {
                Outcome only = taxi.outcomes(s, a).getFirst();
                Optional<Integer> next = only.terminated() ? Optional.empty() : Optional.of(only.next());
                all.add(new EpisodeStep<>(s, a, 1, policy[s], only.reward(), 1, next));
            }
        }

        ActionValues<Integer> q = tabular(taxi.states(), taxi.actions(), s -> policy[s], GAMMA, HORIZON)
                .fit(List.of(new Episode<>(all)));

        for (int s = 0; s < taxi.states(); s++) {
            for (int a = 0; a < taxi.actions(); a++) {
                assertThat(q.of(s, a)).isCloseTo(exact[s][a], within(1e-9));
            }
        }
    }

    /**
     * Taxi, gamma .95, horizon 60, behaviour epsilon .5 and target epsilon .1 around the optimum; 10 repetitions of 1,000 episodes.
     * Prints the row of docs/evaluation.md.
     */
    @Test
    @Tag("slow")
    void taxi_tenRepetitionsOfAThousandEpisodes() {
        FiniteMdp taxi = Taxi.mdp();
        double[][] optimal = ExactSolution.optimal(taxi, GAMMA);
        double[][] behaviour = ExactSolution.epsilonGreedy(optimal, .5);
        double[][] target = ExactSolution.epsilonGreedy(optimal, .1);
        double truth = ExactSolution.startValue(taxi, ExactSolution.evaluate(taxi, target, GAMMA, HORIZON), target);
        FittedQ<Integer> fqe = tabular(taxi.states(), taxi.actions(), s -> target[s], GAMMA, HORIZON);
        String[] names = {"FQE", "DR-FQE", "importance", "weighted", "per decision", "weighted per decision"};
        double[] squares = new double[names.length];
        double episodesOwn = 0;
        for (int repetition = 0; repetition < 10; repetition++) {
            List<Episode<Integer>> log = episodes(taxi, behaviour, target, new SplittableRandom(repetition));
            double[] estimates = {
                fqe.evaluate(log).value(),
                fqe.evaluateDoublyRobust(log).value(),
                EpisodeImportance.ordinary(log, GAMMA),
                EpisodeImportance.weighted(log, GAMMA),
                EpisodeImportance.perDecision(log, GAMMA),
                EpisodeImportance.weightedPerDecision(log, GAMMA)
            };
            for (int i = 0; i < names.length; i++) {
                squares[i] += Math.pow(estimates[i] - truth, 2) / 10;
            }
            episodesOwn += EpisodeImportance.ordinary(onPolicy(log), GAMMA) / 10;
        }
        System.out.printf(Locale.ROOT, "Taxi: true value %.4f, behaviour's %.2f%n", truth, episodesOwn);
        for (int i = 0; i < names.length; i++) {
            System.out.printf(Locale.ROOT, "RMSE of %s: %.3f%n", names[i], Math.sqrt(squares[i]));
        }

        assertThat(truth).isCloseTo(-2.67, within(.01));
        assertThat(Math.sqrt(squares[0])).isLessThanOrEqualTo(.2);
    }

    @Test
    void episodeStep_badValues() {
        double[] target = {.5, .5};
        assertThatThrownBy(() -> step(0, 2, .5, target, 0, Optional.empty()))
                .hasMessage("action must be in [0, 2), is 2");
        assertThatThrownBy(() -> step(0, 0, 0, target, 0, Optional.empty()))
                .hasMessage("propensity must be in (0, 1], is 0.0");
        assertThatThrownBy(() -> step(0, 0, 1, target, Double.NaN, Optional.empty()))
                .hasMessage("reward must be finite, is NaN");
        assertThatThrownBy(() -> new Episode<Integer>(List.of()))
                .hasMessage("an episode must have at least 1 step, has 0");
    }

    private static List<Episode<Integer>> episodes(
            FiniteMdp mdp, double[][] behaviour, double[][] target, SplittableRandom random) {
        List<Episode<Integer>> episodes = new ArrayList<>();
        for (int e = 0; e < 1_000; e++) {
            List<EpisodeStep<Integer>> steps = new ArrayList<>();
            int state = mdp.drawStart(random.nextDouble());
            boolean ended = false;
            for (int t = 0; t < HORIZON && !ended; t++) {
                int action = draw(behaviour[state], random.nextDouble());
                Outcome outcome = mdp.draw(state, action, random.nextDouble());
                ended = outcome.terminated();
                Optional<Integer> next = ended ? Optional.empty() : Optional.of(outcome.next());
                steps.add(step(state, action, behaviour[state][action], target[state], outcome.reward(), next));
                state = outcome.next();
            }
            episodes.add(new Episode<>(steps));
        }
        return episodes;
    }

    /** The log as the behaviour policy's own: every weight 1. */
    private static List<Episode<Integer>> onPolicy(List<Episode<Integer>> log) {
        return log.stream()
                .map(episode -> new Episode<>(episode.steps().stream()
                        .map(s -> step(s.state(), 0, 1, new double[] {1}, s.reward(), s.next()))
                        .toList()))
                .toList();
    }

    private static int draw(double[] probabilities, double u) {
        double cumulated = 0;
        for (int a = 0; a < probabilities.length; a++) {
            cumulated += probabilities[a];
            if (u < cumulated) {
                return a;
            }
        }
        return probabilities.length - 1;
    }

    private static EpisodeStep<Integer> step(
            int state, int action, double propensity, double[] target, double reward, Optional<Integer> next) {
        return new EpisodeStep<>(state, action, propensity, target, reward, 1, next);
    }

    private static FittedQ<Integer> tabular(
            int states, int actions, FittedQ.TargetPolicy<Integer> target, double gamma, int iterations) {
        return new FittedQ<>(new TabularRegression(states, actions), target, gamma, iterations);
    }
}
