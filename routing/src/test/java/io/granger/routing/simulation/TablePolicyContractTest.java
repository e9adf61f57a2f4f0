package io.granger.routing.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of every policy that a table can be played with. */
class TablePolicyContractTest {
    private static final int ROWS = 300;
    private static final int ARMS = 4;
    private static final int REPLAYS = 1_000_000;
    private static final double FLOOR = .02;

    /** Four arms of which none is always best, a feature of each kind. */
    private static RecordedTable table() {
        SplittableRandom random = new SplittableRandom(5);
        double[] sizes = new double[ROWS];
        List<String> colours = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        double[][] rewards = new double[ROWS][ARMS];
        for (int row = 0; row < ROWS; row++) {
            sizes[row] = random.nextGaussian();
            int colour = random.nextInt(3);
            colours.add("colour " + colour);
            notes.add("note " + random.nextInt(9));
            for (int arm = 0; arm < ARMS; arm++) {
                double rate = .4 + (arm == colour ? .2 : 0) + (arm == 3 && sizes[row] > 0 ? .2 : 0);
                rewards[row][arm] = random.nextDouble() < rate ? 1 : 0;
            }
        }
        return new RecordedTable(
                List.of(
                        new FeatureColumn.Numeric("size", sizes),
                        new FeatureColumn.Category("colour", colours),
                        new FeatureColumn.Text("note", notes)),
                List.of("a", "b", "c", "d"),
                rewards,
                new double[0][]);
    }

    /** The policy after it has played and learnt all rows but the last. */
    private static TablePolicy learnt(TablePolicyName name, RecordedTable table) {
        TablePolicy policy = name.over(table, 0, FLOOR);
        SplittableRandom random = new SplittableRandom(11);
        for (int row = 0; row < ROWS - 1; row++) {
            int arm = Simulation.pick(policy.probabilities(row), random.nextDouble());
            policy.learn(row, arm, table.rewards()[row][arm]);
        }
        return policy;
    }

    @ParameterizedTest
    @EnumSource
    void probabilities_sumToOne_everyRound(TablePolicyName name) {
        RecordedTable table = table();
        TablePolicy policy = name.over(table, 0, FLOOR);
        SplittableRandom random = new SplittableRandom(3);
        for (int row = 0; row < ROWS; row++) {
            double[] probabilities = policy.probabilities(row);
            double sum = 0;
            for (double probability : probabilities) {
                assertThat(probability).isBetween(0.0, 1 + 1e-12);
                sum += probability;
            }
            assertThat(sum).isEqualTo(1, within(1e-9));
            int arm = Simulation.pick(probabilities, random.nextDouble());
            policy.learn(row, arm, table.rewards()[row][arm]);
        }
    }

    /** A million replays of one logged decision, each with a draw of its own: every arm within three standard deviations. */
    @ParameterizedTest
    @EnumSource
    void loggedProbability_isTheFrequencyOfReplays(TablePolicyName name) {
        double[] logged = learnt(name, table()).probabilities(ROWS - 1).clone();
        SeededDraws draws = new SeededDraws(1);
        int[] chosen = new int[ARMS];
        for (int replay = 0; replay < REPLAYS; replay++) {
            chosen[Simulation.pick(logged, draws.uniform(Integer.toString(replay), "replay"))]++;
        }
        for (int arm = 0; arm < ARMS; arm++) {
            double sigma = Math.sqrt(logged[arm] * (1 - logged[arm]) / REPLAYS);
            assertThat(chosen[arm] / (double) REPLAYS).as("arm %d", arm).isEqualTo(logged[arm], within(3 * sigma));
        }
    }

    /** The same rows and choices lead to the same probabilities, bit for bit. */
    @ParameterizedTest
    @EnumSource
    void probabilities_sameHistory_sameBits(TablePolicyName name) {
        double[] one = learnt(name, table()).probabilities(ROWS - 1).clone();
        double[] other = learnt(name, table()).probabilities(ROWS - 1);
        assertThat(one).containsExactly(other);
    }

    @ParameterizedTest
    @EnumSource(names = {"EPSILON", "BETA", "LINUCB", "THOMPSON", "SQUARECB", "AUTO", "AUTO_0"})
    void whoeverLearns_playsEveryArmAtLeastAsOftenAsTheFloorSays(TablePolicyName name) {
        for (double probability : learnt(name, table()).probabilities(ROWS - 1)) {
            assertThat(probability).isGreaterThanOrEqualTo(FLOOR / ARMS - 1e-12);
        }
    }
}
