package io.granger.hub.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A verb that asks a running hub. */
abstract class ClientCommand implements Callable<Integer> {
    @Mixin
    private final SharedOptions shared = new SharedOptions();

    private final Terminal terminal;

    ClientCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Does the verb's work; failures are thrown as {@link CommandFailed}. */
    abstract Exit perform(HubClient hub);

    @Override
    public final Integer call() {
        try (HubClient hub = new HubClient(shared.url(terminal.env()), shared.token(terminal.env()))) {
            return perform(hub).code();
        }
    }

    final Terminal terminal() {
        return terminal;
    }

    final boolean isJson() {
        return shared.isJson();
    }

    /** Prints the hub's JSON untouched. */
    final void print(HubAnswer answer) {
        terminal.say(answer.text().stripTrailing());
    }

    final void print(List<String> lines) {
        lines.forEach(terminal::say);
    }
}
