package io.granger.hub.cli;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What a worker process says to whoever started it, a JSON object a line; it ends the process when nobody listens any more. */
final class WorkerLines {
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int ABANDONED = 4;

    private final Terminal terminal;
    private String phase = "";
    private long saidAtNanos;

    WorkerLines(Terminal terminal, boolean watched) {
        this.terminal = terminal;
        if (watched) {
            Thread watch = new Thread(WorkerLines::endWithInput, "granger-watch");
            watch.setDaemon(true);
            watch.start();
        }
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever said to us
                Thread.onSpinWait();
            }
        } catch (IOException broken) {
            // the same as its end
            Runtime.getRuntime().halt(ABANDONED);
        }
        Runtime.getRuntime().halt(ABANDONED);
    }

    void progress(String name, long done, long of) {
        long nowNanos = System.nanoTime();
        if (name.equals(phase) && nowNanos - saidAtNanos < EVERY_NANOS && done < of) {
            return;
        }
        phase = name;
        saidAtNanos = nowNanos;
        say(Json.line(Json.object().put("phase", name).put("done", done).put("of", of)));
    }

    void error(Exception failed) {
        say(Json.line(Json.object().put("error", Wording.plain(String.valueOf(failed.getMessage())))));
    }

    void say(String line) {
        terminal.say(line);
        terminal.out().flush();
    }
}
