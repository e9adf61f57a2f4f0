package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** Turns what SQLite says into the few reasons a caller can act on. */
final class SqliteErrors {

    private SqliteErrors() {}

    static StoreFailure of(String what, SQLException failure) {
        return new StoreFailure(kind(failure), what + ": " + failure.getMessage(), failure);
    }

    private static Kind kind(SQLException failure) {
        if (!(failure instanceof SQLiteException sqlite)) {
            return Kind.IO;
        }
        // The low byte is the primary code; the rest says which of its variants it was.
        return switch (sqlite.getResultCode().code & 0xFF) {
            case 13 -> Kind.FULL;
            case 5, 6 -> Kind.OVERLOADED;
            case 18, 19, 20, 25 -> Kind.CONFLICT;
            case 26 -> Kind.FOREIGN;
            default -> Kind.IO;
        };
    }
}
