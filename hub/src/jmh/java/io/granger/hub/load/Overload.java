package io.granger.hub.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * What does a hub still do in time when three times as much is asked of it as it can do, and when is it as before?
 *
 * <p>What it can do is what it does with 256 in flight, asked again right before and right after each overload: a machine that is shared
 * is another one half a minute later. Then open loop, so that no answer holds the next question back: three times that, and .6 of it.
 * All of it several times; the first time the hub refuses by code that was never run before.
 */
final class Overload {
    private static final int TIMES = 4;
    private static final int IN_FLIGHT = 256;
    private static final double NORMAL = .6;
    private static final double TOO_MUCH = 3;
    private static final double AS_BEFORE = .95;

    private final ClosedLoop closed;
    private final OpenLoop open;

    Overload(Vertx vertx, Supplier<Future<?>> operation) {
        closed = new ClosedLoop(vertx, operation);
        open = new OpenLoop(vertx, operation);
    }

    void measure(int seconds) throws Exception {
        closed.untilItGrowsNoMore(IN_FLIGHT, seconds);
        double logs = 0;
        for (int time = 1; time <= TIMES; time++) {
            System.err.printf("overload %d of %d ...%n", time, TIMES);
            logs += Math.log(once(seconds));
        }
        System.out.printf(
                Locale.ROOT,
                "in time under three times what it can do: %.0f %% of that (geometric mean of %d)%n",
                100 * Math.exp(logs / TIMES),
                TIMES);
    }

    /** One overload between two looks at what the hub can do; what was in time of it, as a share of their mean. */
    private double once(int seconds) throws Exception {
        double before = canDo(seconds);
        var all = HubLoad.await(open.run(seconds, NORMAL * before, TOO_MUCH * before, NORMAL * before));
        double after = canDo(seconds);
        double peak = (before + after) / 2;
        System.out.printf(Locale.ROOT, "256 in flight: %,.0f tasks/s, afterwards %,.0f%n", before, after);
        line(".6 of the first", all.subList(0, seconds), peak);
        var during = all.subList(seconds, 2 * seconds);
        line("3 times it", during, peak);
        var normal = all.subList(2 * seconds, 3 * seconds);
        line(".6 of it again", normal, peak);
        System.out.printf("95 %% in time again after %d s%n", secondsUntilAsBefore(normal));
        all.forEach(Overload::trace);
        return mean(during, s -> s.inTime) / peak;
    }

    private double canDo(int seconds) throws Exception {
        return HubLoad.await(closed.inFlight(IN_FLIGHT, seconds)).perSecond();
    }

    /** Seconds until the first from which on all were as they should be. */
    private static int secondsUntilAsBefore(List<OpenLoop.Second> normal) {
        for (int i = normal.size(); i > 0; i--) {
            var second = normal.get(i - 1);
            if (second.inTime < AS_BEFORE * second.offered) {
                return i;
            }
        }
        return 0;
    }

    private static void trace(OpenLoop.Second s) {
        System.err.printf(
                Locale.ROOT,
                "offered %,7d in time %,6d late %,6d refused %,7d failed %,d p50 %.0f ms p99 %.0f ms%n",
                s.offered,
                s.inTime,
                s.late,
                s.refused,
                s.failed,
                s.millis(50),
                s.millis(99));
    }

    private static void line(String what, List<OpenLoop.Second> seconds, double peak) {
        double goodput = mean(seconds, s -> s.inTime);
        var nanos = new Histogram(3);
        seconds.forEach(s -> nanos.add(s.nanos));
        System.out.printf(
                Locale.ROOT,
                "%-16s offered %,8.0f/s   in time %,7.0f/s (%.0f %% of what it can do)   late %,.0f/s   refused %,.0f/s   failed"
                        + " %,.0f/s   p50 %.1f ms   p99 %.1f ms%n",
                what,
                mean(seconds, s -> s.offered),
                goodput,
                100 * goodput / peak,
                mean(seconds, s -> s.late),
                mean(seconds, s -> s.refused),
                mean(seconds, s -> s.failed),
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6);
    }

    private static double mean(List<OpenLoop.Second> seconds, ToLongFunction<OpenLoop.Second> of) {
        return seconds.stream().mapToLong(of).average().orElse(0);
    }
}
