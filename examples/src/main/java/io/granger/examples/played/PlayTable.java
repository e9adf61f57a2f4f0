package io.granger.examples.played;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * Plays a recorded table through a hub and tells what learned routing was worth.
 *
 * <p>Arguments: a table as {@code granger simulate} takes it, how many rows at most, a seed, and {@code steady} or
 * {@code break} (from the middle on, the arm that was best until then does nothing right).
 */
final class PlayTable {
    private static final int WINDOWS = 20;
    private static final int RECOVERY_WINDOW = 50;
    private static final double SLACK = .05;

    private PlayTable() {}

    public static void main(String[] args) throws IOException, TimeoutException {
        var recorded = PlayedTable.read(Path.of(args[0]), Integer.parseInt(args[1]));
        long seed = Long.parseLong(args[2]);
        boolean isBroken = args[3].equals("break");
        int middle = recorded.rows() / 2;
        var played = Played.run(isBroken ? recorded.broken(middle) : recorded, seed, System.err);
        var difference = played.difference(seed);
        System.out.print(played.curve(Math.max(1, recorded.rows() / WINDOWS), isBroken ? middle : recorded.rows()));
        int best = played.table().best(0, recorded.rows());
        System.out.printf(
                Locale.ROOT,
                "heuristic %.3f, learned %.3f, best single arm in hindsight %.3f%n",
                Played.mean(played.heuristic(), 0, recorded.rows()),
                Played.mean(played.learned(), 0, recorded.rows()),
                played.table().mean(best, 0, recorded.rows()));
        System.out.printf(
                Locale.ROOT,
                "learned - heuristic: %+.4f (95%% %+.4f .. %+.4f) over %d rows%n",
                difference[0],
                difference[1],
                difference[2],
                recorded.rows());
        if (isBroken) {
            System.out.printf(
                    Locale.ROOT,
                    "after the break at row %d, within %.2f of the best arm that is left after %d tasks%n",
                    middle,
                    SLACK,
                    played.recovery(middle, RECOVERY_WINDOW, SLACK));
        }
        System.exit(0);
    }
}
