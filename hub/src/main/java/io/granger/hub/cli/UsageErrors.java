package io.granger.hub.cli;

import io.granger.hub.shape.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what was wrong with a command line, the nearest right word, and where the help is. */
final class UsageErrors implements IParameterExceptionHandler {
    /** What picocli puts before some of its sentences; ours begin with the program's name. */
    private static final String PREFIX = "Error: ";

    private final Terminal terminal;

    UsageErrors(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        terminal.note("granger: " + sentence(failure, line));
        terminal.note("try: " + line.getCommandSpec().qualifiedName() + " --help");
        return Exit.USAGE.code();
    }

    private static String sentence(ParameterException failure, CommandLine line) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            String told = Wording.plain(String.valueOf(failure.getMessage()));
            return told.startsWith(PREFIX) ? told.substring(PREFIX.length()) : told;
        }
        String typed = Wording.plain(unmatched.getUnmatched().getFirst());
        if (typed.startsWith("-")) {
            return "unknown option '" + typed + "'" + nearest(typed, options(line));
        }
        Collection<String> verbs = line.getSubcommands().keySet();
        return verbs.isEmpty()
                ? "'" + typed + "' is one argument too many"
                : "unknown verb '" + typed + "'" + nearest(typed, verbs);
    }

    private static String nearest(String typed, Collection<String> known) {
        Optional<String> near = Nearest.of(typed, known);
        return near.map(n -> "; nearest: " + n).orElse("");
    }

    private static List<String> options(CommandLine line) {
        List<String> names = new ArrayList<>();
        line.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
        return names;
    }
}
