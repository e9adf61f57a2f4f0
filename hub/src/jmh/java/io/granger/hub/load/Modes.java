package io.granger.hub.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What does learned routing cost? The same hub under the same load, heuristic and learned in turn, so that what the machine does
 * meanwhile does to both.
 */
final class Modes {
    private static final int IN_FLIGHT = 256;
    private static final int PAIRS = 8;

    private final Vertx vertx;
    private final ClosedLoop load;

    Modes(Vertx vertx, Supplier<Future<?>> operation) {
        this.vertx = vertx;
        load = new ClosedLoop(vertx, operation);
    }

    void measure(int seconds) throws Exception {
        System.err.println("warming up ...");
        for (var mode : List.of("heuristic", "rl")) {
            HubLoad.route(vertx, mode);
            load.untilItGrowsNoMore(IN_FLIGHT, seconds);
        }
        var ratios = new ArrayList<Double>();
        for (int pair = 1; pair <= PAIRS; pair++) {
            // Who goes first changes, or a machine that slows down would be one mode's loss.
            boolean isLearnedFirst = pair % 2 == 0;
            double first = perSecond(isLearnedFirst ? "rl" : "heuristic", seconds);
            double second = perSecond(isLearnedFirst ? "heuristic" : "rl", seconds);
            double learned = isLearnedFirst ? first : second;
            double heuristic = isLearnedFirst ? second : first;
            ratios.add(learned / heuristic);
            System.out.printf(
                    Locale.ROOT,
                    "pair %d: heuristic %,.0f/s, learned %,.0f/s, %.3f of it%n",
                    pair,
                    heuristic,
                    learned,
                    learned / heuristic);
        }
        double mean = ratios.stream().mapToDouble(r -> r).average().orElseThrow();
        double variance =
                ratios.stream().mapToDouble(r -> (r - mean) * (r - mean)).sum() / (PAIRS - 1);
        System.out.printf(
                Locale.ROOT,
                "learned routing does %.3f (+- %.3f, one standard error) of the tasks heuristic routing does%n",
                mean,
                Math.sqrt(variance / PAIRS));
    }

    private double perSecond(String mode, int seconds) throws Exception {
        HubLoad.route(vertx, mode);
        return HubLoad.await(load.inFlight(IN_FLIGHT, seconds)).perSecond();
    }
}
