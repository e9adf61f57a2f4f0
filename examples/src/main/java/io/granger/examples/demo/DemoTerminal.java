package io.granger.examples.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the demo speaks: results to one stream, everything else to the other, with a bar where a person watches. Safe from any thread.
 */
final class DemoTerminal {

    private static final int BAR = 30;
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean watched;
    private int drawn;

    DemoTerminal(PrintStream out, PrintStream err, boolean watched) {
        this.out = out;
        this.err = err;
        this.watched = watched;
    }

    static DemoTerminal ofProcess() {
        return new DemoTerminal(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                isWatched());
    }

    private static boolean isWatched() {
        String said = System.getenv("GRANGER_INTERACTIVE");
        if (said != null) {
            return said.equals("1");
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException notLinux) {
            // Where it cannot be told, lines are never wrong.
            return false;
        }
    }

    /** A person sees a bar; others get lines. */
    boolean hasBar() {
        return watched;
    }

    /** Results. */
    synchronized void say(String text) {
        clear();
        out.println(text);
    }

    /** Anything for the person beside the results. */
    synchronized void note(String text) {
        clear();
        err.println(text);
    }

    /** Draws the bar with a few words after it. */
    synchronized void bar(int done, int all, String words) {
        int filled = (int) ((long) BAR * done / Math.max(1, all));
        String line = "[" + "=".repeat(filled) + " ".repeat(BAR - filled) + "] " + done + "/" + all + "  " + words;
        String shown = line.length() <= WIDTH ? line : line.substring(0, WIDTH);
        err.print("\r" + shown + " ".repeat(Math.max(0, drawn - shown.length())));
        err.flush();
        drawn = shown.length();
    }

    private void clear() {
        if (drawn > 0) {
            err.print("\r" + " ".repeat(drawn) + "\r");
            err.flush();
            drawn = 0;
        }
    }
}
