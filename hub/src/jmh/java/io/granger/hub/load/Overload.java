package io.granger.hub.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What does a hub still do in time when three times as much is asked of it as it can do, and when is it as before?
 *
 * <p>First what it can do: 256 in flight. Then open loop, so that no answer holds the next question back: .6 of that, three
 * times that, .6 of that again, each for as many seconds as asked for. All of it twice: the first time the hub refuses by code
 * that was never run before.
 */
final class Overload {
    private static final int IN_FLIGHT = 256;
    private static final double NORMAL = .6;
    private static final double TOO_MUCH = 3;
    private static final double AS_BEFORE = .95;

    private final Vertx vertx;
    private final Supplier<Future<?>> operation;

    Overload(Vertx vertx, Supplier<Future<?>> operation) {
        this.vertx = vertx;
        this.operation = operation;
    }

    void measure(int seconds) throws Exception {
        var closed = new ClosedLoop(vertx, operation);
        double peak = closed.untilItGrowsNoMore(IN_FLIGHT, seconds);
        System.out.printf(Locale.ROOT, "256 in flight: %,.0f tasks/s%n", peak);
        var open = new OpenLoop(vertx, operation);
        for (String time : List.of("for the first time", "again")) {
            System.err.println("measuring normal load, overload, normal load ...");
            var all = HubLoad.await(open.run(seconds, NORMAL * peak, TOO_MUCH * peak, NORMAL * peak));
            System.out.println(time);
            print(all, seconds, peak);
        }
    }

    private static void print(List<OpenLoop.Second> all, int seconds, double peak) {
        line("before, .6 of it", all.subList(0, seconds), peak);
        line("overload, 3 times it", all.subList(seconds, 2 * seconds), peak);
        line("after, .6 of it", all.subList(2 * seconds, 3 * seconds), peak);
        int back = 0;
        for (int i = 0; i < seconds; i++) {
            var second = all.get(2 * seconds + i);
            back = second.inTime < AS_BEFORE * second.offered ? i + 1 : back;
        }
        System.out.printf("95 %% in time again after %d s%n", back);
        for (int i = 0; i < all.size(); i++) {
            var s = all.get(i);
            System.err.printf(
                    Locale.ROOT,
                    "second %2d: offered %,7d in time %,6d late %,6d refused %,7d failed %,d p50 %.0f ms p99 %.0f ms%n",
                    i,
                    s.offered,
                    s.inTime,
                    s.late,
                    s.refused,
                    s.failed,
                    s.millis(50),
                    s.millis(99));
        }
    }

    private static void line(String what, List<OpenLoop.Second> seconds, double peak) {
        double goodput = mean(seconds, s -> s.inTime);
        var nanos = new org.HdrHistogram.Histogram(3);
        seconds.forEach(s -> nanos.add(s.nanos));
        System.out.printf(
                Locale.ROOT,
                "%-22s offered %,8.0f/s   in time %,7.0f/s (%.0f %% of peak)   late %,.0f/s   refused %,.0f/s   failed"
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
