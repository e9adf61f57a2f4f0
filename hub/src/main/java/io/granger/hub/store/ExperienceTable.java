package io.granger.hub.store;

import io.granger.hub.store.StoreFailure.Kind;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.OutcomeRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Writes experience rows and outcomes, and keeps their counts. Belongs to the writer thread. */
final class ExperienceTable {

    private final RowEncoder encoder;
    private final PreparedStatement insertRow;
    private final PreparedStatement findRow;
    private final PreparedStatement insertOutcome;
    private final PreparedStatement deleteRow;
    private final PreparedStatement deleteOutcomes;
    private final Counters counters;

    ExperienceTable(Connection connection, RowEncoder encoder) throws SQLException {
        this.encoder = encoder;
        insertRow = connection.prepareStatement("INSERT INTO experience"
                + " (seq, level, at_ms, closed_at_ms, pipeline, decision_id, row) VALUES (?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (decision_id) DO NOTHING");
        findRow = connection.prepareStatement("SELECT row FROM experience WHERE decision_id = ?");
        insertOutcome = connection.prepareStatement("INSERT INTO outcome"
                + " (decision_id, source, key, at_ms, score, success, latency, quality, cost, trust)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (decision_id, source, key) DO NOTHING");
        deleteRow = connection.prepareStatement("DELETE FROM experience WHERE seq = ?");
        deleteOutcomes = connection.prepareStatement("DELETE FROM outcome WHERE decision_id = ?");
        counters = new Counters(connection);
    }

    Counters counters() {
        return counters;
    }

    /** Forgets what was not written, after a failure. */
    void clear() throws SQLException {
        for (PreparedStatement statement : List.of(insertRow, insertOutcome, deleteRow, deleteOutcomes)) {
            statement.clearBatch();
        }
    }

    void write(List<QueueEntry> batch, Tally tally) throws SQLException {
        writeRows(batch, tally);
        writeOutcomes(batch, tally);
    }

    private void writeRows(List<QueueEntry> batch, Tally tally) throws SQLException {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i) instanceof QueueEntry.Write write) {
                for (ExperienceRow row : write.change().rows()) {
                    sent.add(addRow(i, row));
                }
            }
        }
        if (sent.isEmpty()) {
            return;
        }
        int[] changed = insertRow.executeBatch();
        for (int i = 0; i < changed.length; i++) {
            Sent row = sent.get(i);
            if (changed[i] > 0) {
                counters.rows(row.level(), 1);
            } else {
                refuseDifferent(row);
                tally.repeatedRow(row.change());
            }
        }
    }

    private Sent addRow(int change, ExperienceRow row) throws SQLException {
        Decision decision = row.decision();
        Sent sent = new Sent(change, decision.decisionId(), Codes.LEVEL.of(decision.level()), encoder.row(row));
        insertRow.setLong(1, counters.nextSeq());
        insertRow.setInt(2, sent.level());
        insertRow.setLong(3, decision.atMs());
        insertRow.setLong(4, row.closedAtMs());
        insertRow.setString(5, decision.pipeline());
        insertRow.setString(6, sent.decisionId());
        insertRow.setBytes(7, sent.bytes());
        insertRow.addBatch();
        return sent;
    }

    /** A row is immutable: the same one again is harmless, another one under its id is a bug somewhere. */
    private void refuseDifferent(Sent row) throws SQLException {
        findRow.setString(1, row.decisionId());
        try (ResultSet found = findRow.executeQuery()) {
            byte[] stored = found.next() ? found.getBytes(1) : new byte[0];
            // Bytes of an older format say the same in another way.
            if (!Arrays.equals(stored, row.bytes())
                    && !Arrays.equals(new RowEncoder().row(RowCodec.decodeRow(stored)), row.bytes())) {
                throw new StoreFailure(
                        Kind.CONFLICT, "decision " + row.decisionId() + " is closed already, with a different row");
            }
        }
    }

    private void writeOutcomes(List<QueueEntry> batch, Tally tally) throws SQLException {
        List<Integer> changes = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i) instanceof QueueEntry.Write write) {
                for (OutcomeRow outcome : write.change().outcomes()) {
                    addOutcome(outcome);
                    changes.add(i);
                }
            }
        }
        if (changes.isEmpty()) {
            return;
        }
        int[] changed = insertOutcome.executeBatch();
        for (int i = 0; i < changed.length; i++) {
            tally.outcome(changes.get(i), changed[i] > 0);
            counters.outcomes(changed[i]);
        }
    }

    private void addOutcome(OutcomeRow outcome) throws SQLException {
        insertOutcome.setString(1, outcome.decisionId());
        insertOutcome.setString(2, outcome.source());
        insertOutcome.setString(3, outcome.key());
        insertOutcome.setLong(4, outcome.atMs());
        setOptional(5, outcome.score());
        setOptional(6, outcome.parts().success());
        setOptional(7, outcome.parts().latency());
        setOptional(8, outcome.parts().quality());
        setOptional(9, outcome.parts().cost());
        insertOutcome.setDouble(10, outcome.trust());
        insertOutcome.addBatch();
    }

    private void setOptional(int index, OptionalDouble value) throws SQLException {
        if (value.isPresent()) {
            insertOutcome.setDouble(index, value.getAsDouble());
        } else {
            insertOutcome.setNull(index, Types.REAL);
        }
    }

    void delete(List<QueueEntry.DoomedRow> rows) throws SQLException {
        for (QueueEntry.DoomedRow row : rows) {
            deleteOutcomes.setString(1, row.decisionId());
            deleteOutcomes.addBatch();
            deleteRow.setLong(1, row.seq());
            deleteRow.addBatch();
        }
        for (int gone : deleteOutcomes.executeBatch()) {
            counters.outcomes(-gone);
        }
        int[] gone = deleteRow.executeBatch();
        for (int i = 0; i < gone.length; i++) {
            counters.rows(rows.get(i).level(), -gone[i]);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Sent(int change, String decisionId, int level, byte[] bytes) {}
}
