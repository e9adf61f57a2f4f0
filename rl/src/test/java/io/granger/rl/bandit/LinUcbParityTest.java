package io.granger.rl.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Scores of LinUCB and LinGreedy equal those of MABWiser, after the same log; skipped where the shared data are not there. */
class LinUcbParityTest {
    private static final int ARMS = 4;
    private static final int FEATURES = 18;
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private static Optional<Path> folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared/data/linucb-parity");
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    @Test
    void scores_afterTheSameLog_equalMabWisers() throws IOException {
        Optional<Path> folder = folder();
        assumeTrue(
                folder.isPresent(),
                "no shared/data/linucb-parity beside or above the project: nothing to compare with");
        List<String> log = Files.readAllLines(folder.get().resolve("vehicle_log.csv"));
        List<String> expected = Files.readAllLines(folder.get().resolve("vehicle_expected.csv"));
        double[] precisions = new double[FEATURES];
        Arrays.fill(precisions, 1);
        LinearBandit bandit = new LinearBandit(
                ARMS, new LinearMap(FEATURES, 1, false), precisions, 0, NEVER, new Exploration.Optimism(1), 0);
        int compared = 0;
        for (String line : log.subList(1, log.size())) {
            String[] cells = line.split(",", -1);
            double[] x = numbers(cells, 3, FEATURES);
            if (cells[0].equals("train")) {
                bandit.learn(x, Integer.parseInt(cells[1]) - 1, Double.parseDouble(cells[2]));
            } else {
                compare(bandit, x, numbers(expected.get(1 + compared).split(",", -1), 1, 3 * ARMS));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(expected.size() - 1).isPositive();
    }

    /** Columns: alpha 1 of every arm, alpha .25 of every arm, greedy of every arm. */
    private static void compare(LinearBandit bandit, double[] x, double[] expected) {
        double[] mean = new double[ARMS];
        double[] spread = new double[ARMS];
        bandit.score(x, mean, spread);
        for (int arm = 0; arm < ARMS; arm++) {
            assertThat(mean[arm] + spread[arm]).isEqualTo(expected[arm], within(1e-6));
            assertThat(mean[arm] + .25 * spread[arm]).isEqualTo(expected[ARMS + arm], within(1e-6));
            assertThat(mean[arm]).isEqualTo(expected[2 * ARMS + arm], within(1e-6));
        }
    }

    private static double[] numbers(String[] cells, int from, int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = Double.parseDouble(cells[from + i]);
        }
        return numbers;
    }
}
