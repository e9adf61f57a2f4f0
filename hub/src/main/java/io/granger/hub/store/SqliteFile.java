package io.granger.hub.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/**
 * One SQLite file and how connections to it are opened.
 *
 * @param maxPages pages it may grow to; {@link #UNBOUNDED} leaves that to the disk
 */
record SqliteFile(Path path, long maxPages) {

    /** As large as SQLite allows. */
    static final long UNBOUNDED = 4_294_967_294L;

    private static final int BUSY_MS = 5_000;
    private static final int PAGE_BYTES = 4_096;
    private static final int CHECKPOINT_PAGES = 1_000;
    private static final int CACHE_KIB = 16 * 1_024;

    /** The one connection that writes: WAL, every commit forced to the disk. */
    Connection writer() throws SQLException {
        SQLiteConfig config = common();
        config.setPageSize(PAGE_BYTES);
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(false);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        Connection connection = config.createConnection(url());
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            statement.execute("PRAGMA max_page_count = " + maxPages);
            statement.execute("PRAGMA cache_size = -" + CACHE_KIB);
        }
        return connection;
    }

    /** A connection that cannot write. */
    Connection reader() throws SQLException {
        SQLiteConfig config = common();
        Connection connection = config.createConnection(url());
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = true");
        }
        return connection;
    }

    /** A connection of its own for a copy of the whole file. */
    Connection copier() throws SQLException {
        return common().createConnection(url());
    }

    private SQLiteConfig common() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MS);
        return config;
    }

    private String url() {
        return "jdbc:sqlite:" + path.toAbsolutePath();
    }
}
