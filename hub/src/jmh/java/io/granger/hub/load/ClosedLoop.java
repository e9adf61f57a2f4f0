package io.granger.hub.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Keeps a number of operations in flight, or starts them at a rate, and measures how they go. On one context. */
final class ClosedLoop {
    /** Far less than what is measured, which is tenths of a millisecond and more. */
    private static final long LOOK_NANOS = 100_000;

    private static final int ROUNDS_MAX = 30;
    private static final double GROWING = 1.1;
    /** Of one processor: with more the compiler takes what is to be measured. */
    private static final double COMPILING = 0.1;

    private final Vertx vertx;
    private final Supplier<Future<?>> operation;

    ClosedLoop(Vertx vertx, Supplier<Future<?>> operation) {
        this.vertx = vertx;
        this.operation = operation;
    }

    /** What a run gave: how many succeeded a second, how many failed in all, and how long each took. */
    record Result(double perSecond, long failed, Histogram nanos) {
        double micros(double percentile) {
            return nanos.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    /** Runs for some seconds with this many in flight. */
    Future<Result> inFlight(int inFlight, int seconds) {
        var run = new Run(seconds);
        run.context.runOnContext(v -> {
            for (int i = 0; i < inFlight; i++) {
                run.loop();
            }
        });
        return run.done.future();
    }

    /** What it can do once that grows no more and the compiler rests: on a busy machine warming up takes as long as it takes. */
    double untilItGrowsNoMore(int inFlight, int seconds) throws Exception {
        double best = 0;
        for (int round = 1; round <= ROUNDS_MAX; round++) {
            var did = round("what it can do", round, seconds, () -> inFlight(inFlight, seconds));
            double now = did.result().perSecond();
            if (now < GROWING * best && did.isRested()) {
                return Math.max(best, now);
            }
            best = Math.max(best, now);
        }
        return best;
    }

    /** Runs at a rate until the compiler rests: what waits between two tasks takes other ways than what never does. */
    void untilItIsCompiled(double perSecond, int seconds) throws Exception {
        int round = 1;
        while (!round("at half of it", round, seconds, () -> atRate(perSecond, seconds))
                        .isRested()
                && round < ROUNDS_MAX) {
            round++;
        }
    }

    /**
     * What a round of warming up gave.
     *
     * @param compiling the share of a processor that the compiler took
     */
    private record Round(Result result, double compiling) {
        boolean isRested() {
            return compiling < COMPILING;
        }
    }

    private static Round round(String what, int number, int seconds, Supplier<Future<Result>> run) throws Exception {
        var compiler = ManagementFactory.getCompilationMXBean();
        long before = compiler.getTotalCompilationTime();
        var result = HubLoad.await(run.get());
        double compiling = (compiler.getTotalCompilationTime() - before) / (1000.0 * seconds);
        System.err.printf(
                "%s, round %d: %,.0f /s, the compiler busy for %.0f %% of it%n",
                what, number, result.perSecond(), 100 * compiling);
        return new Round(result, compiling);
    }

    /** Runs for some seconds at this rate, whatever the answers do (open loop: waiting counts as latency). */
    Future<Result> atRate(double perSecond, int seconds) {
        var run = new Run(seconds);
        new Pacer(run.context, LOOK_NANOS).run(() -> run.pace(perSecond));
        return run.done.future();
    }

    private final class Run {
        final io.vertx.core.Context context = vertx.getOrCreateContext();
        final Promise<Result> done = Promise.promise();
        final Histogram nanos = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        final long startNanos = System.nanoTime();
        final long endNanos;
        long finished;
        long failed;
        long started;
        long open;

        Run(int seconds) {
            endNanos = startNanos + TimeUnit.SECONDS.toNanos(seconds);
        }

        void loop() {
            start(System.nanoTime(), true);
        }

        void start(long dueNanos, boolean again) {
            open++;
            started++;
            operation.get().onComplete(result -> {
                long now = System.nanoTime();
                open--;
                finished++;
                failed += result.failed() ? 1 : 0;
                nanos.recordValue(Math.min(nanos.getHighestTrackableValue(), Math.max(1, now - dueNanos)));
                if (again && now < endNanos) {
                    start(now, true);
                } else if (open == 0 && now >= endNanos) {
                    end(now);
                }
            });
        }

        /** Starts what is due; false once there is nothing to wait for any more. */
        boolean pace(double perSecond) {
            long now = System.nanoTime();
            long due = (long) ((Math.min(now, endNanos) - startNanos) / 1e9 * perSecond);
            while (started < due) {
                start(startNanos + (long) (started / perSecond * 1e9), false);
            }
            if (now >= endNanos && open == 0) {
                end(now);
                return false;
            }
            return true;
        }

        void end(long now) {
            done.tryComplete(new Result((finished - failed) / ((now - startNanos) / 1e9), failed, nanos));
        }
    }
}
