package io.granger.hub.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;

/**
 * What surrounds one call of the command line: its two streams, its environment, its clock.
 *
 * @param out results, UTF-8
 * @param err errors and progress, UTF-8
 * @param env environment variables
 * @param interactive whether a person watches stderr, so that progress may be drawn there
 * @param clock for ages such as "3 min ago"
 * @param zone in which times of day are shown
 */
record Terminal(
        PrintStream out,
        PrintStream err,
        Map<String, String> env,
        boolean interactive,
        InstantSource clock,
        ZoneId zone) {

    private static final String INTERACTIVE = "GRANGER_INTERACTIVE";
    private static final int CONSOLE_KNOWS_TERMINAL = 22;

    Terminal {
        env = Map.copyOf(env);
    }

    /** The surroundings of this process. */
    static Terminal ofProcess() {
        // JSON must leave as UTF-8 whatever the locale of the shell says.
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Map<String, String> env = System.getenv();
        return new Terminal(out, err, env, isWatched(env), InstantSource.system(), ZoneId.systemDefault());
    }

    /** Prints one line of results. */
    void say(String line) {
        out.println(line);
    }

    /** Prints one line for the person, beside the results. */
    void note(String line) {
        out.flush();
        err.println(line);
    }

    private static boolean isWatched(Map<String, String> env) {
        String said = env.get(INTERACTIVE);
        if (said != null) {
            return said.equals("1");
        }
        Path stderr = Path.of("/proc/self/fd/2");
        try {
            String target = Files.readSymbolicLink(stderr).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return consoleIsTerminal();
        }
    }

    private static boolean consoleIsTerminal() {
        Console console = System.console();
        if (console == null || Runtime.version().feature() < CONSOLE_KNOWS_TERMINAL) {
            return console != null;
        }
        try {
            // From Java 22 a console exists without a terminal; the method that tells is newer than our language level.
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
