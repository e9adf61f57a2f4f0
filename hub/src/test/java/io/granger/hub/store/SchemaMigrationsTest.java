package io.granger.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granger.hub.store.StoreFailure.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schema versions: brought up to date in order, whole or not at all, never downwards. */
class SchemaMigrationsTest {

    private static final String ONE = "-- first\nCREATE TABLE a (x INTEGER);\nINSERT INTO a VALUES (1);\n";
    private static final String TWO = "ALTER TABLE a ADD COLUMN y INTEGER\n  NOT NULL DEFAULT 7;\n";

    @TempDir
    private Path directory;

    private Connection connection() throws SQLException {
        return new SqliteFile(directory.resolve("x.db"), SqliteFile.UNBOUNDED).writer();
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getInt(1);
        }
    }

    @Test
    void apply_olderFile_runsOnlyWhatIsMissing() throws Exception {
        try (Connection connection = connection()) {
            new SchemaMigrations(List.of(ONE)).apply(connection, "x.db");
            assertThat(number(connection, "PRAGMA user_version")).isEqualTo(1);
            new SchemaMigrations(List.of(ONE, TWO)).apply(connection, "x.db");
            assertThat(number(connection, "PRAGMA user_version")).isEqualTo(2);
            assertThat(number(connection, "SELECT y FROM a")).isEqualTo(7);
            assertThat(number(connection, "SELECT count(*) FROM a")).isEqualTo(1);
        }
    }

    @Test
    void apply_scriptFailsHalfWay_leavesTheVersionBefore() throws Exception {
        try (Connection connection = connection()) {
            String broken = "CREATE TABLE b (x INTEGER);\nNONSENSE;\n";
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> new SchemaMigrations(List.of(ONE, broken)).apply(connection, "x.db"));
            assertThat(number(connection, "PRAGMA user_version")).isEqualTo(1);
            assertThat(number(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'b'"))
                    .isZero();
        }
    }

    @Test
    void apply_newerFile_isRefusedWithBothVersions() throws Exception {
        try (Connection connection = connection()) {
            new SchemaMigrations(List.of(ONE, TWO)).apply(connection, "x.db");
            assertThatExceptionOfType(StoreFailure.class)
                    .isThrownBy(() -> new SchemaMigrations(List.of(ONE)).apply(connection, "x.db"))
                    .matches(failure -> failure.kind() == Kind.FOREIGN)
                    .withMessageContaining("schema version 2, this program knows 1");
        }
    }

    @Test
    void apply_someoneElsesTables_isRefused() throws Exception {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE theirs (x INTEGER)");
            assertThatExceptionOfType(StoreFailure.class)
                    .isThrownBy(() -> SchemaMigrations.builtIn().apply(connection, "x.db"))
                    .withMessageContaining("not a Granger store");
        }
    }
}
