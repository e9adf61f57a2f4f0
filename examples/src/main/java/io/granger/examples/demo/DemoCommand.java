package io.granger.examples.demo;

import io.granger.hub.cli.CliCommand;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code granger demo}: real documents through a hub with faults; heuristic against learned routing on the same documents. */
@Command(
        name = "demo",
        description = {
            "Runs a hub with real document spokes, traffic and faults.",
            "With --tasks it ends with heuristic against learned routing on the same documents; without, it runs until stopped."
        })
public final class DemoCommand implements CliCommand {

    private static final int MAX_TASKS = 1_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--tasks",
            paramLabel = "N",
            description = "documents, each submitted once per arm; then report and end")
    private int tasks;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "fixes order and faults (default: 1)")
    private long seed;

    @Option(names = "--docs", paramLabel = "DIR", description = "your own documents instead of the built-in ones")
    private Optional<Path> docs = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data/demo",
            description = "where the demo keeps its data; emptied at every start (default: data/demo)")
    private Path data = Path.of("data/demo");

    @Option(names = "--json", description = "the report as JSON on standard output")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    @Override
    public Integer call() {
        boolean counted = spec.commandLine().getParseResult().hasMatchedOption("--tasks");
        if (counted && (tasks < 1 || tasks > MAX_TASKS)) {
            throw new ParameterException(spec.commandLine(), "--tasks must be 1 to " + MAX_TASKS + ", is " + tasks);
        }
        return new DemoRun(new DemoSettings(counted ? tasks : 0, seed, docs, data, json), DemoTerminal.ofProcess())
                .run();
    }
}
