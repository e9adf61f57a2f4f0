package io.granger.hub.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code experience export}: rows into a file. */
@Command(name = "export", description = "write experience rows to a file, one JSON object per line")
final class ExportCommand extends ClientCommand {
    @Option(
            names = "--format",
            paramLabel = "jsonl|dsjson",
            defaultValue = "jsonl",
            description = "the hub's rows (default), or Vowpal Wabbit's decision-service JSON, a file for each level")
    private Format format = Format.JSONL;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "the file; - for stdout")
    private String out = "";

    @Option(
            names = "--level",
            paramLabel = "L",
            description =
                    "only option, step or recovery decisions; dsjson goes to log.step.dsjson and so on without it")
    private Optional<Level> level = Optional.empty();

    @Mixin
    private final Window window = new Window();

    ExportCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit perform(HubClient hub) {
        Query query = window.of(Query.path("v1", "experience").with("format", format.toString()));
        if (out.equals("-")) {
            hub.download(
                    query.with("level", level.map(Level::toString)), terminal().out());
            return Exit.OK;
        }
        if (format == Format.JSONL || level.isPresent()) {
            write(hub, query.with("level", level.map(Level::toString)), out);
            return Exit.OK;
        }
        for (Level each : Level.values()) {
            write(hub, query.with("level", each.toString()), named(out, each));
        }
        return Exit.OK;
    }

    /** {@code log.dsjson} becomes {@code log.step.dsjson}. */
    private static String named(String file, Level level) {
        int dot = file.lastIndexOf('.');
        return dot > file.lastIndexOf('/') + 1
                ? file.substring(0, dot) + "." + level + file.substring(dot)
                : file + "." + level;
    }

    private void write(HubClient hub, Query query, String name) {
        long rows = write(hub, query, Path.of(name).toAbsolutePath());
        terminal().note("wrote " + Wording.count(rows, "row") + " to " + name);
    }

    /** Into a file beside it first, so that a stream that broke off never looks like an export. */
    private static long write(HubClient hub, Query query, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            long rows;
            try (OutputStream sink = Files.newOutputStream(part)) {
                rows = hub.download(query, sink);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return rows;
        } catch (IOException e) {
            throw new CommandFailed(Exit.FAILED, file + " cannot be written: " + e.getMessage());
        } finally {
            discard(part);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The failure that brought us here is the one to tell.
        }
    }

    /** The formats experience can have. */
    enum Format {
        JSONL,
        DSJSON;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The levels a decision can have. */
    enum Level {
        OPTION,
        STEP,
        RECOVERY;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
