package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code experience}: what the hub has logged for learning. */
@Command(
        name = "experience",
        description = "count, export, import the logged experience, or take a snapshot of it",
        synopsisSubcommandLabel = "stats|export|import|snapshot")
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

    /** The verb with those of its own. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new ExperienceCommand(terminal))
                .addSubcommand(new Stats(terminal))
                .addSubcommand(new ExportCommand(terminal))
                .addSubcommand(new ImportCommand(terminal))
                .addSubcommand(new SnapshotCommand(terminal));
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
}
