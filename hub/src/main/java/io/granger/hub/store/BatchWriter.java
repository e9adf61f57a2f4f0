package io.granger.hub.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes batches, each in one transaction, with statements that are prepared once. Belongs to the writer thread.
 *
 * <p>Rows are encoded here and not by the caller, who is usually the hub's event loop.
 */
final class BatchWriter implements AutoCloseable {

    private final Connection connection;
    private final TaskTable tasks;
    private final ExperienceTable experience;
    private final SideTables side;
    private final PreparedStatement probe;

    BatchWriter(SqliteFile file) throws SQLException {
        connection = file.writer();
        try {
            SchemaMigrations.builtIn().apply(connection, file.path());
            RowEncoder encoder = new RowEncoder();
            tasks = new TaskTable(connection, encoder);
            experience = new ExperienceTable(connection, encoder);
            side = new SideTables(connection);
            probe = connection.prepareStatement("UPDATE counter SET n = n + 1 WHERE name = 'probe'");
            connection.setAutoCommit(false);
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    Counters counters() {
        return experience.counters();
    }

    /** Commits all of it, or throws having committed nothing; then {@link #rollback} or close. */
    List<Receipt> write(List<QueueEntry> batch) throws SQLException {
        Tally tally = new Tally(batch.size());
        counters().begin();
        tasks.write(batch);
        experience.write(batch, tally);
        side.write(batch);
        for (QueueEntry entry : batch) {
            if (entry instanceof QueueEntry.Delete delete) {
                delete(delete);
            }
        }
        counters().save();
        connection.commit();
        counters().publish();
        return tally.receipts();
    }

    private void delete(QueueEntry.Delete delete) throws SQLException {
        tasks.delete(delete.tasks());
        experience.delete(delete.rows());
        if (delete.keysBeforeMs().isPresent()) {
            side.deleteKeys(delete.keysBeforeMs().getAsLong());
        }
    }

    /** Commits a number nobody reads: shows whether the disk takes writes again. */
    void probe() throws SQLException {
        probe.executeUpdate();
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
        // What was added before the failure would be written with the next batch.
        tasks.clear();
        experience.clear();
        side.clear();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
