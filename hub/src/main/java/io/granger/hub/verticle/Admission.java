package io.granger.hub.verticle;

import io.granger.hub.admission.AdmissionLimit;
import io.granger.hub.admission.AdmissionLimit.Delay;
import io.granger.hub.admission.PriorityShare;
import io.granger.hub.admission.SlotWait;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.store.HubStore;
import io.granger.task.Chain;
import io.granger.task.StepSpec;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Says before anything is accepted whether the hub can take one more task: bounds first, then the limit on what is on its way to an
 * answer, then whether the task could end in time. Every refusal is counted by its reason.
 *
 * <p>{@link #requireRoom}, {@link #take}, {@link #untilAnswered} and {@link #stop} are safe from any thread, so that doors can refuse; all
 * else is for the owner thread.
 */
public final class Admission {
    /** How often the owner thread's delay is looked at. */
    public static final long PROBE_MS = 10;

    private static final long STOPPING_RETRY_S = 1;
    private static final long RETRY_AFTER_MAX_S = 60;
    private static final long MS_PER_S = 1000;

    private final TaskRunner runner;
    private final WaitingRoom waitingRoom;
    private final HubStore store;
    private final HubMetrics metrics;
    private final LongSupplier nanoTime;
    private final int maxOpen;
    private final int maxQueued;
    private final AdmissionLimit limit = new AdmissionLimit();
    private final SlotWait ends = new SlotWait();
    private volatile ApiError saidBehind =
            ApiError.of(ErrorCode.OVERLOADED, "more tasks come than the hub can do; try again later");
    private volatile BooleanSupplier hasQuorum = () -> true;
    private volatile boolean isStopping;

    /**
     * Admission up to these bounds.
     *
     * @param nanoTime a stopwatch for the hub's own delay
     * @param maxOpen open tasks
     * @param maxQueued tasks that wait for a slot or a spoke
     */
    Admission(
            TaskRunner runner,
            WaitingRoom waitingRoom,
            HubStore store,
            HubMetrics metrics,
            LongSupplier nanoTime,
            int maxOpen,
            int maxQueued) {
        this.runner = runner;
        this.waitingRoom = waitingRoom;
        this.store = store;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.maxOpen = maxOpen;
        this.maxQueued = maxQueued;
        ends.began(nowMs());
    }

    /**
     * Refuses with {@code stopping}, {@code no-quorum}, {@code store-full} or {@code overloaded} when no task of this priority can be
     * taken; less urgent ones are refused first. Takes nothing on.
     */
    public void requireRoom(int priority) {
        requirePlace(priority);
        if (!limit.hasRoom(priority, nowMs())) {
            throw behind();
        }
    }

    /** Takes on one submission, or refuses it like {@link #requireRoom}; {@link #untilAnswered} gives its place back. */
    public void take(int priority) {
        requirePlace(priority);
        if (!limit.take(priority, nowMs())) {
            throw behind();
        }
    }

    /** Does what a submission that was taken on asks for: it is on its way until that has an answer, or is refused all the same. */
    public <T> Future<T> untilAnswered(Supplier<Future<T>> work) {
        try {
            return work.get().onComplete(answer -> limit.answered(nowMs()));
        } catch (RuntimeException refused) {
            limit.answered(nowMs());
            throw refused;
        }
    }

    /** The same by the bounds alone, however far behind the hub is. */
    public void requirePlace(int priority) {
        if (isStopping) {
            throw shed("stopping", ApiError.of(ErrorCode.STOPPING, "the hub is stopping"), STOPPING_RETRY_S);
        }
        if (!hasQuorum.getAsBoolean()) {
            throw shed(
                    "quorum",
                    ApiError.of(ErrorCode.NO_QUORUM, "too few hubs of the cluster can be reached to accept anything"),
                    STOPPING_RETRY_S);
        }
        if (!store.healthy()) {
            metrics.shed("store");
            throw ApiError.of(ErrorCode.STORE_FULL, "the store takes nothing more; see the hub's log");
        }
        int open = runner.openCount();
        int places = PriorityShare.of(maxOpen, priority);
        if (open >= places) {
            throw full("open", "open tasks", open, places, priority);
        }
        int waiting = waitingRoom.size();
        places = PriorityShare.of(maxQueued, priority);
        if (waiting >= places) {
            throw full("waiting", "waiting tasks", waiting, places, priority);
        }
    }

    /** Thousands a second are refused like this: the words of one serve all that are told the same. */
    private ApiError behind() {
        metrics.shed("delay");
        long seconds = limit.retryAfterSeconds();
        var said = saidBehind;
        if (said.retryAfterSeconds().orElse(0L) != seconds) {
            said = said.retryAfter(seconds);
            saidBehind = said;
        }
        return said;
    }

    /**
     * Refuses a task whose wait for slots alone, as the lines stand and move now, would take more than half of its time on
     * every chain it could follow.
     */
    void requireInTime(List<Chain> chains, int priority, long deadlineMs) {
        if (waitingRoom.size() == 0) {
            return;
        }
        double waitMs = chains.stream()
                .mapToDouble(chain -> waitMs(chain, priority))
                .min()
                .orElse(0);
        if (waitMs > deadlineMs / 2.0) {
            throw shed(
                    "deadline",
                    ApiError.of(
                            ErrorCode.OVERLOADED,
                            "tasks of this priority wait about " + Math.round(waitMs)
                                    + " ms for a spoke, more than half of" + " the deadline of " + deadlineMs + " ms"),
                    seconds(waitMs - deadlineMs / 2.0));
        }
    }

    private double waitMs(Chain chain, int priority) {
        return chain.steps().stream()
                .map(StepSpec::capability)
                .distinct()
                .mapToDouble(capability -> waitingRoom.expectedMs(capability, priority))
                .sum();
    }

    /** The owner thread came to its probe, which is due every {@link #PROBE_MS}. */
    public void probed() {
        long nowMs = nowMs();
        limit.done(Delay.OWNER, nowMs);
        limit.watch(Delay.OWNER, nowMs + PROBE_MS);
    }

    /** A change goes to the store; whether {@link #committed} is to be told when it is durable. */
    boolean committing() {
        return limit.watch(Delay.COMMIT, nowMs());
    }

    /** The change that was watched is durable or refused. */
    void committed() {
        limit.done(Delay.COMMIT, nowMs());
    }

    /** A task ended: there is a place. */
    void ended() {
        synchronized (ends) {
            ends.served(nowMs());
        }
    }

    /** How many submissions may be on their way to an answer now, of the most urgent priority. */
    int limit() {
        return limit.limit(nowMs());
    }

    /** From now on nothing is admitted while this says that too few hubs of the cluster can be reached. */
    void onlyWith(BooleanSupplier quorum) {
        hasQuorum = quorum;
    }

    /** From now on nothing is admitted. */
    public void stop() {
        isStopping = true;
    }

    private long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
    }

    private ApiError full(String reason, String what, int count, int places, int priority) {
        double waitMs;
        synchronized (ends) {
            // So long as it takes, at the pace of late, until so many ended that there is a place.
            waitMs = ends.expectedMs(count - places, nowMs());
        }
        return shed(
                reason,
                ApiError.of(
                        ErrorCode.OVERLOADED,
                        what + " are at their bound of " + places + " for priority " + priority + "; try again later"),
                seconds(waitMs));
    }

    private ApiError shed(String reason, ApiError error, long retryAfterSeconds) {
        metrics.shed(reason);
        return error.retryAfter(retryAfterSeconds);
    }

    private static long seconds(double ms) {
        return Math.clamp((long) Math.ceil(ms / MS_PER_S), 1, RETRY_AFTER_MAX_S);
    }
}
