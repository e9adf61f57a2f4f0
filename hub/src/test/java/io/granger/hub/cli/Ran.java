package io.granger.hub.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;

/** What one call of the command line printed, and its exit code. The clock stands at noon of 2026-11-20, UTC. */
record Ran(int exit, String out, String err) {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    static Ran of(RecordedHub hub, String... arguments) {
        return with(Map.of("GRANGER_URL", hub.url()), false, arguments);
    }

    static Ran watched(RecordedHub hub, String... arguments) {
        return with(Map.of("GRANGER_URL", hub.url()), true, arguments);
    }

    static Ran with(Map<String, String> env, boolean interactive, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                env,
                interactive,
                InstantSource.fixed(NOON),
                ZoneOffset.UTC);
        int exit = Main.run(terminal, arguments);
        return new Ran(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
