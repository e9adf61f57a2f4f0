package io.granger.hub.load;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Starts operations when they are due whatever became of those before, and keeps account by the second in which they were due.
 *
 * <p>Two clients start half of them each, on threads of their own: one alone, which takes its turn on the processor as every thread
 * of the hub does, cannot read the answers to 40,000 questions a second, and what lies unread with a client is nothing the hub
 * could have answered sooner.
 */
final class OpenLoop {
    /** Later than this is not in time. */
    static final long IN_TIME_MS = 1_000;

    /** To look ten times as often what is due takes a twelfth of two cores, and tells no second from another. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int OVERLOADED = 503;
    private static final int CLIENTS = 2;

    private final List<Context> clients = new ArrayList<>();
    private final Supplier<Future<?>> operation;

    OpenLoop(Vertx vertx, Supplier<Future<?>> operation) {
        this.operation = operation;
        for (int i = 0; i < CLIENTS; i++) {
            var thread = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()).next();
            clients.add(((VertxInternal) vertx)
                    .contextBuilder()
                    .withEventLoop(thread)
                    .build());
        }
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

        Second with(Second other) {
            nanos.add(other.nanos);
            offered += other.offered;
            inTime += other.inTime;
            late += other.late;
            refused += other.refused;
            failed += other.failed;
            return this;
        }
    }

    /** Runs these rates one after the other, each for so many seconds; completes when the last operation ended. */
    Future<List<Second>> run(int secondsEach, double... perSecond) {
        var share = Arrays.stream(perSecond).map(all -> all / CLIENTS).toArray();
        var runs = clients.stream()
                .map(client -> {
                    var run = new Run(secondsEach, share);
                    new Pacer(client, LOOK_NANOS).run(run::pace);
                    return run.done.future();
                })
                .toList();
        return Future.all(runs)
                .map(done -> done.<List<Second>>list().stream()
                        .reduce((one, other) -> {
                            for (int i = 0; i < one.size(); i++) {
                                one.get(i).with(other.get(i));
                            }
                            return one;
                        })
                        .orElseThrow());
    }

    private final class Run {
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
