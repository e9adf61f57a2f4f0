package io.granger.hub.cli;

/** One line on stderr that changes while something runs; nothing at all when no person watches. Not thread-safe. */
final class Progress implements AutoCloseable {
    private static final String TURNS = "|/-\\";

    private final Terminal terminal;
    private int turn;
    private int drawn;

    Progress(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(String text) {
        if (!terminal.interactive()) {
            return;
        }
        String line = TURNS.charAt(turn++ % TURNS.length()) + " " + Wording.cut(text, Table.WIDTH - 2);
        terminal.err().print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
        terminal.err().flush();
        drawn = line.length();
    }

    /** Wipes the line, so that what follows begins at the left. */
    @Override
    public void close() {
        if (drawn > 0) {
            terminal.err().print("\r" + " ".repeat(drawn) + "\r");
            terminal.err().flush();
            drawn = 0;
        }
    }
}
