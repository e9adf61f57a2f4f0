package io.granger.hub.train;

import io.granger.routing.ExperienceRow;
import java.util.List;
import java.util.Map;

/** The rows of the replay buffer by decision id. Every call may block on the network. */
public interface BufferedRows {
    /** Ids of all rows there are now. */
    List<String> ids();

    /** Those of these rows that are still there. */
    Map<String, ExperienceRow> rows(List<String> ids);
}
