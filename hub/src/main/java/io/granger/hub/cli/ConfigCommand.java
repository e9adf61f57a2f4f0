package io.granger.hub.cli;

import io.granger.hub.config.HubConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code config}: looks at configuration without running anything. */
@Command(name = "config", description = "check the configuration", synopsisSubcommandLabel = "check")
final class ConfigCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    private ConfigCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The verb with the one of its own. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new ConfigCommand(terminal)).addSubcommand(new Check(terminal));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.err());
        return Exit.USAGE.code();
    }

    /** Reads everything a hub would read, and names what is wrong. */
    @Command(name = "check", description = "read the configuration as 'run' would; exit 78 when something is wrong")
    static final class Check implements Callable<Integer> {
        private final Terminal terminal;

        @Option(names = "--conf", paramLabel = "DIR", description = "configuration directory (default: conf)")
        private Optional<Path> conf = Optional.empty();

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "show this help")
        private boolean help;

        Check(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            HubConfiguration configuration = HubConfiguration.find(conf);
            List<String> mistakes = configuration.mistakes();
            if (!mistakes.isEmpty()) {
                mistakes.forEach(terminal::note);
                return Exit.CONFIGURATION.code();
            }
            HubConfig config = configuration.load();
            String pipelines = Wording.count(config.pipelines().size(), "pipeline");
            String spokes = Wording.count(config.commandSpokes().size(), "command spoke");
            terminal.say(configuration.directory() + ": ok, " + pipelines + ", " + spokes);
            return Exit.OK.code();
        }
    }
}
