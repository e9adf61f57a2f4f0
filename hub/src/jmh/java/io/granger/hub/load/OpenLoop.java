package io.granger.hub.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Starts operations when they are due whatever became of those before, and keeps account by the second in which they were due. */
final class OpenLoop {
    /** Later than this is not in time. */
    static final long IN_TIME_MS = 1_000;

    private static final int OVERLOADED = 503;

    private final Vertx vertx;
    private final Supplier<Future<?>> operation;

    OpenLoop(Vertx vertx, Supplier<Future<?>> operation) {
        this.vertx = vertx;
        this.operation = operation;
    }

    /** What became of the operations due in one second. */
    static final class Second {
        final Histogram nanos = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        long offered;
        long inTime;
        long late;
        long refused;
        long failed;

        double millis(double percentile) {
            return nanos.getValueAtPercentile(percentile) / 1e6;
        }
    }

    /** Runs these rates one after the other, each for so many seconds; completes when the last operation ended. */
    Future<List<Second>> run(int secondsEach, double... perSecond) {
        var run = new Run(secondsEach, perSecond);
        new Pacer(run.context).run(run::pace);
        return run.done.future();
    }

    private final class Run {
        final Context context = vertx.getOrCreateContext();
        final Promise<List<Second>> done = Promise.promise();
        final List<Second> seconds = new ArrayList<>();
        final int secondsEach;
        final double[] perSecond;
        final long startNanos = System.nanoTime();
        double dueSeconds;
        long open;

        Run(int secondsEach, double... perSecond) {
            this.secondsEach = secondsEach;
            this.perSecond = perSecond;
            for (int i = 0; i < secondsEach * perSecond.length; i++) {
                seconds.add(new Second());
            }
        }

        boolean pace() {
            double now = (System.nanoTime() - startNanos) / 1e9;
            while (dueSeconds <= now && dueSeconds < seconds.size()) {
                start(dueSeconds);
                dueSeconds += 1 / perSecond[(int) dueSeconds / secondsEach];
            }
            if (dueSeconds < seconds.size() || open > 0) {
                return true;
            }
            done.complete(seconds);
            return false;
        }

        void start(double due) {
            open++;
            var second = seconds.get((int) due);
            second.offered++;
            operation.get().onComplete(result -> {
                open--;
                long nanos = System.nanoTime() - startNanos - (long) (due * 1e9);
                if (result.succeeded()) {
                    boolean isInTime = nanos <= TimeUnit.MILLISECONDS.toNanos(IN_TIME_MS);
                    second.inTime += isInTime ? 1 : 0;
                    second.late += isInTime ? 0 : 1;
                    second.nanos.recordValue(Math.clamp(nanos, 1, second.nanos.getHighestTrackableValue()));
                } else if (result.cause() instanceof ReplyException reply && reply.failureCode() == OVERLOADED) {
                    second.refused++;
                } else {
                    second.failed++;
                }
            });
        }
    }
}
