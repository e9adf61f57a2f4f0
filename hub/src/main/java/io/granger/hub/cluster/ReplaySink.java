package io.granger.hub.cluster;

import io.granger.hub.store.EncodedRow;
import java.util.List;

/** What a {@link ReplayProjection} fills: rows as the store encoded them, each once by its decision id. */
public interface ReplaySink {

    /**
     * Adds what is not there yet.
     *
     * @return how many were new
     */
    int addRows(List<EncodedRow> rows);

    /** Rows of all members. */
    int size();

    /** Removes these; an id that is not there is passed over. */
    void forget(List<String> decisionIds);
}
