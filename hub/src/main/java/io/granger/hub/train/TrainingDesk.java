package io.granger.hub.train;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.StrictJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has one {@link WorkerProcess} at a time, says how far it is, and ends it when told to.
 *
 * <p>Thread-safe; listeners are called on a thread of the work.
 */
public final class TrainingDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingDesk.class);
    private static final int LINE_BYTES_MAX = 16 << 20;
    private static final int HEAP_EXHAUSTED = 3;
    private static final int RETRY_S = 10;

    private final int heapMb;
    private final LongSupplier clock;
    private final List<Consumer<JsonObject>> listeners = new CopyOnWriteArrayList<>();
    private JsonObject status = new JsonObject().put("state", "none");
    private @Nullable WorkerProcess worker;
    private Optional<String> stopReason = Optional.empty();
    private boolean isClosed;

    /**
     * What a run is: its arguments are made when it starts, on its own thread, and its result is looked at before it counts.
     *
     * @param kind {@code train} or {@code evaluate}
     * @param arguments verb and options of the child
     * @param check refuses what the child made by throwing; what it adds is part of the status
     */
    public record Work(String kind, Callable<List<String>> arguments, Check check) {
        /** Looks at what a child said at its end. */
        @FunctionalInterface
        public interface Check {
            /** The result to be shown. */
            JsonObject of(JsonObject said) throws IOException;
        }
    }

    /** Work in children with such a heap. */
    public TrainingDesk(int heapMb, LongSupplier clock) {
        this.heapMb = heapMb;
        this.clock = clock;
    }

    /** Is told the status at each end of a run. */
    public void onEnd(Consumer<JsonObject> listener) {
        listeners.add(listener);
    }

    /** How far the run under way is, or how the last one ended; {@code {"state":"none"}} before the first. */
    public synchronized JsonObject status() {
        return status.copy();
    }

    /** Whether a run is under way. */
    public synchronized boolean isRunning() {
        return "running".equals(status.getString("state"));
    }

    /** Starts a run; its status. {@code overloaded} while another one is under way. */
    public synchronized JsonObject start(Work work) {
        if (isClosed) {
            throw ApiError.of(ErrorCode.STOPPING, "the hub is stopping");
        }
        if (isRunning()) {
            throw ApiError.of(ErrorCode.OVERLOADED, "a run is under way: " + status.getString("kind"))
                    .retryAfter(RETRY_S);
        }
        stopReason = Optional.empty();
        status = new JsonObject()
                .put("state", "running")
                .put("kind", work.kind())
                .put("startedAt", now())
                .put("phase", "snapshot");
        Thread thread = new Thread(() -> run(work), "granger-" + work.kind());
        thread.setDaemon(true);
        thread.start();
        return status.copy();
    }

    /** Ends the run under way, if there is one, at once. */
    public synchronized void stop(String reason) {
        if (!isRunning()) {
            return;
        }
        stopReason = Optional.of(reason);
        if (worker != null) {
            worker.kill();
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        stop("the hub stops");
    }

    private void run(Work work) {
        try {
            end("done", work.check().of(carriedOut(work)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            end("failed", new JsonObject().put("error", "interrupted"));
        } catch (Exception failed) {
            boolean isStopped = stopReason().isPresent();
            String why = stopReason().orElseGet(() -> String.valueOf(failed.getMessage()));
            LOG.warn("{} {}: {}", work.kind(), isStopped ? "was stopped" : "failed", why);
            end(isStopped ? "stopped" : "failed", new JsonObject().put("error", why));
        }
    }

    private JsonObject carriedOut(Work work) throws Exception {
        List<String> arguments = work.arguments().call();
        WorkerProcess child = begun(arguments);
        JsonObject[] last = {new JsonObject()};
        WorkerProcess.Ended ended = child.await(line -> last[0] = heard(line, last[0]));
        if (last[0].containsKey("error")) {
            throw new IOException(last[0].getString("error"));
        }
        if (ended.exitCode() != 0 || ended.isKilled()) {
            throw new IOException(
                    ended.exitCode() == HEAP_EXHAUSTED
                            ? "the process needs more than its heap of " + heapMb + " MiB (train.heapMb)"
                            : "the process ended with " + ended.exitCode() + ": " + ended.errors());
        }
        return last[0];
    }

    private synchronized WorkerProcess begun(List<String> arguments) throws IOException {
        if (stopReason.isPresent()) {
            throw new IOException(stopReason.get());
        }
        WorkerProcess child = WorkerProcess.start(arguments, heapMb);
        worker = child;
        status.put("process", child.pid());
        return child;
    }

    /** Progress goes into the status; anything else that is an object is the result so far. */
    private JsonObject heard(String line, JsonObject last) {
        if (!line.startsWith("{")) {
            return last;
        }
        JsonObject said = StrictJson.object(Buffer.buffer(line), LINE_BYTES_MAX);
        if (!said.containsKey("phase")) {
            return said;
        }
        synchronized (this) {
            status.mergeIn(said);
        }
        return last;
    }

    private synchronized Optional<String> stopReason() {
        return stopReason;
    }

    private void end(String state, JsonObject result) {
        JsonObject told;
        synchronized (this) {
            worker = null;
            status.remove("phase");
            status.remove("done");
            status.remove("of");
            status.remove("process");
            status.put("state", state).put("endedAt", now()).mergeIn(result);
            told = status.copy();
        }
        for (Consumer<JsonObject> listener : listeners) {
            listener.accept(told);
        }
    }

    private String now() {
        return Instant.ofEpochMilli(clock.getAsLong()).toString();
    }
}
