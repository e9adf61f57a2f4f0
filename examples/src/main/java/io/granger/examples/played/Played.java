package io.granger.examples.played;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;

/**
 * A table played through a hub: each row once by the heuristic and once by the policy, one after the other in seeded order.
 * The policy is cold at the start and learns from what the rater says.
 *
 * @param heuristic reward of the arm the heuristic chose, by row
 * @param learned reward of the arm the policy chose, by row
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares runs
record Played(PlayedTable table, double[] heuristic, double[] learned) {
    private static final int DRAWS = 2_000;
    private static final double TAIL = .025;
    private static final int PROGRESS = 100;

    /** Plays every row in a hub of its own. */
    static Played run(PlayedTable table, long seed, PrintStream progress) throws IOException, TimeoutException {
        var directory = Files.createTempDirectory("played");
        var random = new SplittableRandom(seed);
        var heuristic = new double[table.rows()];
        var learned = new double[table.rows()];
        try (var hub = PlayedHub.start(directory, table)) {
            for (int row = 0; row < table.rows(); row++) {
                boolean isLearnedFirst = random.nextBoolean();
                var first = hub.play(row, isLearnedFirst);
                var second = hub.play(row, !isLearnedFirst);
                double one = table.rewards()[row][PlayedHub.wait(first)];
                double other = table.rewards()[row][PlayedHub.wait(second)];
                learned[row] = isLearnedFirst ? one : other;
                heuristic[row] = isLearnedFirst ? other : one;
                if ((row + 1) % PROGRESS == 0) {
                    progress.printf("%d of %d rows%n", row + 1, table.rows());
                }
            }
        }
        return new Played(table, heuristic, learned);
    }

    /**
     * Learned minus heuristic, paired by row.
     *
     * @return mean, and the 2.5th and 97.5th percentile of 2,000 bootstrap draws of whole rows
     */
    double[] difference(long seed) {
        var random = new SplittableRandom(seed);
        var draws = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < learned.length; i++) {
                int row = random.nextInt(learned.length);
                draws[draw] += (learned[row] - heuristic[row]) / learned.length;
            }
        }
        Arrays.sort(draws);
        return new double[] {
            mean(learned, 0, learned.length) - mean(heuristic, 0, heuristic.length),
            draws[(int) (TAIL * DRAWS)],
            draws[(int) ((1 - TAIL) * DRAWS) - 1]
        };
    }

    /**
     * Rows after {@code from} until the policy's mean over the last {@code window} rows was again within {@code slack} of the
     * best single arm's over the same rows; -1 when it never was.
     */
    int recovery(int from, int window, double slack) {
        for (int end = from + window; end <= learned.length; end++) {
            int best = table.best(from, learned.length);
            if (mean(learned, end - window, end) >= table.mean(best, end - window, end) - slack) {
                return end - from;
            }
        }
        return -1;
    }

    static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElse(Double.NaN);
    }

    /** Windows of so many rows, one a line: both arms, and the best single arm of the part before or after the change. */
    String curve(int window, int changeAt) {
        var text = new StringBuilder(
                String.format(Locale.ROOT, "%12s %10s %10s %10s%n", "rows", "heuristic", "learned", "best arm"));
        for (int from = 0; from + window <= learned.length; from += window) {
            int to = from + window;
            int best = from < changeAt ? table.best(0, changeAt) : table.best(changeAt, learned.length);
            text.append(String.format(
                    Locale.ROOT,
                    "%5d-%-6d %10.3f %10.3f %10.3f %s%n",
                    from,
                    to - 1,
                    mean(heuristic, from, to),
                    mean(learned, from, to),
                    table.mean(best, from, to),
                    "#".repeat((int) Math.round(mean(learned, from, to) * 40))));
        }
        return text.toString();
    }
}
