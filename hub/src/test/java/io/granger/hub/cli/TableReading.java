package io.granger.hub.cli;

import java.nio.file.Path;

/** Reads a table as {@code granger simulate} does, for tests outside this package. */
public final class TableReading {
    private TableReading() {}

    /** The command's refusal. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(CommandFailed why) {
            super(why);
        }
    }

    /** Reads the table at that path. */
    public static void read(Path file) throws Refused {
        try {
            RecordedTables.of(CsvTable.read("--table", file));
        } catch (CommandFailed refused) {
            throw new Refused(refused);
        }
    }
}
