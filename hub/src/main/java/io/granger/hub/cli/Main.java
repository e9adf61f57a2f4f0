package io.granger.hub.cli;

import io.granger.rl.lab.AgentKind;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command line {@code granger}.
 *
 * <p>The verbs are listed once below; {@link CliCommand} services add theirs. Client verbs load neither Vert.x nor
 * Hazelcast, so they answer at the speed of the JVM's start.
 */
@Command(
        name = "granger",
        description = "Runs tasks through chains of spokes, and learns which chain, spoke and recovery works best.",
        synopsisSubcommandLabel = "VERB",
        footer = {
            "",
            "Client verbs take --url, --token and --output table|json; 'granger VERB --help' tells the rest.",
            "Exit: 0 ok, 1 failed, 2 usage, 3 not found, 4 denied, 5 timed out; run: 75 data in use, 78 configuration."
        })
public final class Main implements Callable<Integer> {
    private static final int HELP_WIDTH = 100;

    /** Every verb of ours, in the order of the help. */
    private static final List<Map.Entry<String, Function<Terminal, Object>>> VERBS = List.of(
            Map.entry("run", RunCommand::new),
            Map.entry("submit", SubmitCommand::new),
            Map.entry("tasks", TasksCommand::new),
            Map.entry("task", TaskCommand::new),
            Map.entry("cancel", CancelCommand::new),
            Map.entry("retry", RetryCommand::new),
            Map.entry("resolve", ResolveCommand::new),
            Map.entry("outcome", OutcomeCommand::new),
            Map.entry("events", EventsCommand::new),
            Map.entry("spokes", SpokesCommand::new),
            Map.entry("drain", DrainCommand::new),
            Map.entry("try-spoke", TrySpokeCommand::new),
            Map.entry("pipelines", PipelinesCommand::new),
            Map.entry("explain", ExplainCommand::new),
            Map.entry("replay", ReplayCommand::new),
            Map.entry("mode", ModeCommand::new),
            Map.entry("promote", PromoteCommand::new),
            Map.entry("rollout", RolloutCommand::new),
            Map.entry("rollback", RollbackCommand::new),
            Map.entry("stop", StopCommand::new),
            Map.entry("audit", AuditCommand::new),
            Map.entry("experience", ExperienceCommand::line),
            Map.entry("train", TrainCommand::new),
            Map.entry("train-worker", TrainWorkerCommand::new),
            Map.entry("evaluate", EvaluateCommand::new),
            Map.entry("evaluate-worker", EvaluateWorkerCommand::new),
            Map.entry("policies", PoliciesCommand::new),
            Map.entry("backup", BackupCommand::new),
            Map.entry("config", ConfigCommand::line),
            Map.entry("simulate", SimulateCommand::new),
            Map.entry("ope", OpeCommand::new),
            Map.entry("lab", LabCommand::new),
            Map.entry("version", VersionCommand::new));

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help; 'granger VERB --help' for one verb")
    private boolean help;

    Main(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs one verb and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    /** Runs one verb in the given surroundings; returns its exit code. */
    static int run(Terminal terminal, String... arguments) {
        CommandLine line = new CommandLine(new Main(terminal));
        VERBS.stream()
                .filter(verb -> isWanted(verb.getKey(), arguments))
                .forEach(verb ->
                        line.addSubcommand(verb.getKey(), verb.getValue().apply(terminal)));
        if (line.getSubcommands().isEmpty()) {
            VERBS.forEach(
                    verb -> line.addSubcommand(verb.getKey(), verb.getValue().apply(terminal)));
            addServices(line, terminal);
        }
        line.registerConverter(AgentKind.class, new Choice<>(AgentKind.values()));
        line.registerConverter(LabCommand.Place.class, new Choice<>(LabCommand.Place.values()));
        line.registerConverter(OutputForm.class, new Choice<>(OutputForm.values()));
        line.registerConverter(ModeCommand.Mode.class, new Choice<>(ModeCommand.Mode.values()));
        line.registerConverter(ExportCommand.Format.class, new Choice<>(ExportCommand.Format.values()));
        line.registerConverter(ExportCommand.Level.class, new Choice<>(ExportCommand.Level.values()));
        line.setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(HELP_WIDTH)
                .setParameterExceptionHandler(new UsageErrors(terminal))
                .setExecutionExceptionHandler((failure, where, parsed) -> report(terminal, failure));
        int exit = line.execute(arguments);
        terminal.out().flush();
        return exit;
    }

    /** No verb: the help, and the exit code for it. */
    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.err());
        return Exit.USAGE.code();
    }

    /** With a verb of ours in front, the other twenty need not be built. */
    private static boolean isWanted(String verb, String[] arguments) {
        return arguments.length > 0 && arguments[0].equals(verb);
    }

    private static void addServices(CommandLine line, Terminal terminal) {
        Iterator<CliCommand> services = ServiceLoader.load(CliCommand.class).iterator();
        while (true) {
            try {
                if (!services.hasNext()) {
                    return;
                }
                line.addSubcommand(services.next());
            } catch (ServiceConfigurationError | CommandLine.InitializationException e) {
                // One broken addition must not take the other verbs with it.
                terminal.note("granger: a verb could not be added: " + e.getMessage());
            }
        }
    }

    private static int report(Terminal terminal, Exception failure) {
        if (failure instanceof CommandFailed told) {
            // A configuration mistake begins with its file and line, so that editors can jump there.
            String name = told.exit() == Exit.CONFIGURATION ? "" : "granger: ";
            terminal.note(name + told.sentence());
            return told.exit().code();
        }
        terminal.note("granger: unexpected " + failure.getClass().getSimpleName() + ": "
                + Wording.plain(String.valueOf(failure.getMessage())));
        return Exit.FAILED.code();
    }
}
