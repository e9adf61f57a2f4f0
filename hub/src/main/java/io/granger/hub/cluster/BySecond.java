package io.granger.hub.cluster;

import com.hazelcast.partition.PartitioningStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of tasks that came within the same second or so into one partition, told by the time that their ids begin with; any other
 * id has a partition of its own.
 *
 * <p>Rows are written and removed in the order of time. Hazelcast has every partition that a batch touches look at every key of it, so
 * that spread over all of them a batch costs as many looks at each row as there are partitions.
 */
final class BySecond implements PartitioningStrategy<String> {
    private static final long serialVersionUID = 1L;

    private static final String TASK = "t-";

    /** All digits of the time in milliseconds but the last two, which count to 1,024. */
    private static final int PREFIX = TASK.length() + 8;

    @Override
    public @Nullable Object getPartitionKey(String decisionId) {
        return decisionId.startsWith(TASK) && decisionId.length() > PREFIX ? decisionId.substring(0, PREFIX) : null;
    }
}
