package io.granger.hub.cli;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Waits until a task ended, and shows the person meanwhile where it stands. */
final class TaskWait {
    /** What the hub is asked to hold a call back for; one that does not is asked again after a pause. */
    private static final int HOLD_SECONDS = 2;

    private static final long LONGEST_PAUSE_MS = 500;
    private static final long FIRST_PAUSE_MS = 20;

    private final HubClient hub;
    private final Terminal terminal;

    TaskWait(HubClient hub, Terminal terminal) {
        this.hub = hub;
        this.terminal = terminal;
    }

    /** The task's view once it is terminal; fails as timed out when that takes longer than the limit. */
    HubAnswer until(String taskId, long limitSeconds) {
        Query query = Query.path("v1", "tasks", taskId);
        Map<String, String> headers = Map.of("prefer", "wait=" + HOLD_SECONDS);
        long start = System.nanoTime();
        long pauseMs = FIRST_PAUSE_MS;
        try (Progress progress = new Progress(terminal)) {
            while (true) {
                HubAnswer answer = hub.get(query, headers, Duration.ofSeconds(HOLD_SECONDS + 30L));
                if (TaskPage.isTerminal(answer.json())) {
                    return answer;
                }
                long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                if (elapsedMs >= TimeUnit.SECONDS.toMillis(limitSeconds)) {
                    throw new CommandFailed(
                            Exit.TIMED_OUT,
                            taskId + " is still " + answer.json().path("state").asText() + " after "
                                    + Wording.duration(elapsedMs) + "; look with: granger task " + taskId);
                }
                progress.show(taskId + " " + Wording.text(answer.json().path("state")) + ", "
                        + Wording.text(answer.json().path("why")) + ", " + Wording.duration(elapsedMs));
                pause(pauseMs);
                pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
            }
        }
    }

    private static void pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(Exit.FAILED, "interrupted");
        }
    }
}
