package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code experience}: what the hub has logged for learning. */
@Command(
        name = "experience",
        description = "count or export the logged experience",
        synopsisSubcommandLabel = "stats|export")
final class ExperienceCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    ExperienceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Without a verb of its own: the help. */
    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.err());
        return Exit.USAGE.code();
    }

    /** The verb with the two of its own. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new ExperienceCommand(terminal))
                .addSubcommand(new Stats(terminal))
                .addSubcommand(new Export(terminal));
    }

    /** Counts. */
    @Command(name = "stats", description = "count rows, decisions and outcomes")
    static final class Stats extends ClientCommand {
        Stats(Terminal terminal) {
            super(terminal);
        }

        @Override
        Exit perform(HubClient hub) {
            HubAnswer answer = hub.get(Query.path("v1", "experience", "stats"));
            if (isJson()) {
                print(answer);
            } else {
                List<String[]> rows = new ArrayList<>();
                collect("", answer.json(), rows);
                int names = rows.stream().mapToInt(r -> r[0].length()).max().orElse(0);
                rows.forEach(r -> terminal().say(r[0] + " ".repeat(names - r[0].length()) + "  " + r[1]));
            }
            return Exit.OK;
        }

        private static void collect(String prefix, JsonNode node, List<String[]> rows) {
            for (var field : node.properties()) {
                String name = prefix + Wording.plain(field.getKey());
                if (field.getValue().isObject()) {
                    collect(name + " ", field.getValue(), rows);
                } else {
                    rows.add(new String[] {name, Wording.text(field.getValue())});
                }
            }
        }
    }

    /** Rows into a file. */
    @Command(name = "export", description = "write experience rows to a file, one JSON object per line")
    static final class Export extends ClientCommand {
        @Option(names = "--format", paramLabel = "jsonl", defaultValue = "jsonl", description = "JSON Lines")
        private Format format = Format.JSONL;

        @Option(names = "--out", paramLabel = "FILE", required = true, description = "the file; - for stdout")
        private String out = "";

        @Option(names = "--since", paramLabel = "TIME", description = "RFC 3339, such as 2026-11-20T08:00:00Z")
        private Optional<String> since = Optional.empty();

        @Option(names = "--until", paramLabel = "TIME", description = "RFC 3339")
        private Optional<String> until = Optional.empty();

        @Option(names = "--pipeline", paramLabel = "P", description = "only rows of this pipeline")
        private Optional<String> pipeline = Optional.empty();

        Export(Terminal terminal) {
            super(terminal);
        }

        @Override
        Exit perform(HubClient hub) {
            Query query = Query.path("v1", "experience")
                    .with("format", format.toString())
                    .with("since", since)
                    .with("until", until)
                    .with("pipeline", pipeline);
            if (out.equals("-")) {
                hub.download(query, terminal().out());
                return Exit.OK;
            }
            Path file = Path.of(out).toAbsolutePath();
            long rows = write(hub, query, file);
            terminal().note("wrote " + Wording.count(rows, "row") + " to " + out);
            return Exit.OK;
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
    }

    /** The formats an export can have. */
    enum Format {
        JSONL;

        @Override
        public String toString() {
            return "jsonl";
        }
    }
}
