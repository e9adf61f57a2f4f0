package io.granger.hub.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run}: a hub in this process, until it is told to stop. */
@Command(
        name = "run",
        description = "run a hub in this process until SIGTERM or Ctrl-C",
        footer = {"", "Exit: 0 stopped cleanly, 1 failed, 75 the data directory is in use, 78 configuration error."})
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--conf", paramLabel = "DIR", description = "configuration directory (default: conf)")
    private Optional<Path> conf = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "data directory, instead of the configured one")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    // The hub's types stay behind this call: building the command line must not load them.
    @Override
    public Integer call() {
        return new HubProcess(terminal).run(conf, data, LocalHub::start).code();
    }
}
