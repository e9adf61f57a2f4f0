package io.granger.hub.cli;

/**
 * The end of a verb that could not do what it was asked: what to say on stderr, and the exit code.
 *
 * <p>It carries no stack trace: a person at a terminal is shown what was tried and what to do, never our frames.
 */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;

    CommandFailed(Exit exit, String message) {
        super(message, null, false, false);
        this.exit = exit;
    }

    Exit exit() {
        return exit;
    }

    /** The sentence for stderr, without the program's name before it. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
