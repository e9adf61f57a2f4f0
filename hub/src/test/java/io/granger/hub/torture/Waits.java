package io.granger.hub.torture;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** Waiting, outside any event loop. */
final class Waits {
    private static final long LIMIT_S = 120;
    private static final long SLACK_MS = 60_000;

    private Waits() {}

    static <T> T forIt(Future<T> future) {
        try {
            return future.await(LIMIT_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("not done within " + LIMIT_S + " s", e);
        }
    }

    /** Lets so much time go by: what is done to a hub, such as standing still, takes its time. */
    static void pause(long ms) {
        Awaitility.await()
                .pollDelay(Duration.ofMillis(ms))
                .atMost(Duration.ofMillis(ms + SLACK_MS))
                .until(() -> true);
    }
}
