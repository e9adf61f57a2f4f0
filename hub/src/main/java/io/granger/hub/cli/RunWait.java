package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.TimeUnit;

/** Waits until the hub's training or evaluation ended, and shows the person how far it is. */
final class RunWait {
    private static final long PAUSE_MS = 250;

    private final HubClient hub;
    private final Terminal terminal;

    RunWait(HubClient hub, Terminal terminal) {
        this.hub = hub;
        this.terminal = terminal;
    }

    /** The status once nothing runs any more; {@link CommandFailed} when that is no success. */
    JsonNode untilEnd() {
        try (Progress progress = new Progress(terminal)) {
            while (true) {
                JsonNode status =
                        hub.get(Query.path("v1", "policies", "training")).json();
                String state = status.path("state").asText();
                if (state.equals("running")) {
                    progress.show(RunPage.bar(status));
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
                    continue;
                }
                if (!state.equals("done")) {
                    progress.close();
                    throw new CommandFailed(
                            Exit.FAILED,
                            Wording.plain(status.path("kind").asText("run") + " " + state + ": "
                                    + status.path("error").asText()));
                }
                return status;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(Exit.FAILED, "interrupted");
        }
    }
}
