package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A few connections that only read, each lent to one caller at a time; callers wait for one. Thread-safe. */
final class ReadPool implements AutoCloseable {

    /** Work on one connection. */
    @FunctionalInterface
    interface Reading<T> {
        T on(Reader reader) throws SQLException;
    }

    /** A connection with the statements that were prepared on it. */
    static final class Reader {

        private final Connection connection;
        private final Map<String, PreparedStatement> statements = new HashMap<>();

        private Reader(Connection connection) {
            this.connection = connection;
        }

        /** The statement of this text, prepared once; close its results, not itself. */
        PreparedStatement prepare(String sql) throws SQLException {
            PreparedStatement known = statements.get(sql);
            if (known == null) {
                known = connection.prepareStatement(sql);
                statements.put(sql, known);
            }
            return known;
        }
    }

    private final BlockingQueue<Reader> free;
    private final List<Reader> all = new ArrayList<>();
    private volatile boolean closed;

    ReadPool(SqliteFile file, int size) throws SQLException {
        free = new ArrayBlockingQueue<>(size);
        for (int i = 0; i < size; i++) {
            Reader reader = new Reader(file.reader());
            all.add(reader);
            free.add(reader);
        }
    }

    <T> T read(String what, Reading<T> reading) {
        if (closed) {
            throw new StoreFailure(Kind.CLOSED, "the store is closed");
        }
        Reader reader = take(what);
        try {
            return reading.on(reader);
        } catch (SQLException failed) {
            throw SqliteErrors.of("the store cannot read " + what, failed);
        } finally {
            free.add(reader);
        }
    }

    private Reader take(String what) {
        try {
            return free.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreFailure(Kind.CLOSED, "interrupted while waiting to read " + what, interrupted);
        }
    }

    /** Waits for readings in progress. */
    @Override
    public void close() throws SQLException {
        closed = true;
        for (int i = 0; i < all.size(); i++) {
            take("nothing more").connection.close();
        }
    }
}
