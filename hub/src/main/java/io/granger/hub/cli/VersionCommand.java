package io.granger.hub.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code version}: which build this is and what it runs on. */
@Command(name = "version", description = "show the version")
final class VersionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--output", paramLabel = "table|json", description = "table (default) or json")
    private OutputForm output = OutputForm.TABLE;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String java = Runtime.version().toString();
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        terminal.say(
                output == OutputForm.JSON
                        ? Json.line(Json.object()
                                .put("version", ProductVersion.text())
                                .put("java", java)
                                .put("system", system))
                        : "granger " + ProductVersion.text() + " (Java " + java + ", " + system + ")");
        return Exit.OK.code();
    }
}
