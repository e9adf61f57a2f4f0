package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a store file to the schema this program knows.
 *
 * <p>{@code PRAGMA user_version} counts the scripts that were applied; each script runs with its count in one
 * transaction, so a crash in between leaves the version before. A newer file is refused, and so is a file that has
 * tables but is not ours ({@code PRAGMA application_id}).
 */
final class SchemaMigrations {

    /** {@code "GRNG"}: marks the file as a Granger store. */
    static final int APPLICATION_ID = 0x47524E47;

    private static final int LATEST = 2;

    private final List<String> scripts;

    SchemaMigrations(List<String> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    /** The scripts this program was built with, in order. */
    static SchemaMigrations builtIn() {
        List<String> scripts = new ArrayList<>();
        for (int version = 1; version <= LATEST; version++) {
            scripts.add(resource("schema/" + version + ".sql"));
        }
        return new SchemaMigrations(scripts);
    }

    void apply(Connection connection, Object file) throws SQLException {
        int version = number(connection, "PRAGMA user_version");
        if (version > scripts.size()) {
            throw new StoreFailure(
                    Kind.FOREIGN,
                    file + " has schema version " + version + ", this program knows " + scripts.size()
                            + ": it was written by a newer version; use that one, or restore a backup");
        }
        refuseForeign(connection, file, version);
        for (int next = version; next < scripts.size(); next++) {
            run(connection, scripts.get(next), next + 1);
        }
    }

    private static void refuseForeign(Connection connection, Object file, int version) throws SQLException {
        int application = number(connection, "PRAGMA application_id");
        boolean empty = number(connection, "SELECT count(*) FROM sqlite_master") == 0;
        boolean fresh = version == 0 && application == 0 && empty;
        if (!fresh && application != APPLICATION_ID) {
            throw new StoreFailure(Kind.FOREIGN, file + " is an SQLite file, but not a Granger store");
        }
    }

    private static void run(Connection connection, String script, int version) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements(script)) {
                statement.execute(sql);
            }
            statement.execute("PRAGMA application_id = " + APPLICATION_ID);
            statement.execute("PRAGMA user_version = " + version);
            connection.commit();
        } catch (SQLException failed) {
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Statements end with a semicolon at the end of a line. */
    private static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        for (String line : script.lines().toList()) {
            if (line.startsWith("--")) {
                continue;
            }
            sql.append(line).append('\n');
            if (line.endsWith(";")) {
                statements.add(sql.toString());
                sql.setLength(0);
            }
        }
        return statements;
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private static String resource(String name) {
        try (InputStream in = SchemaMigrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
