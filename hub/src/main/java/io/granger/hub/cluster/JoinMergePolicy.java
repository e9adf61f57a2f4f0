package io.granger.hub.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import org.jspecify.annotations.Nullable;

/**
 * When a cluster that was split is one again: tasks join by their own rule, a key is the one that is confirmed, or the older, and the replay
 * buffer has all rows of both.
 */
public final class JoinMergePolicy implements SplitBrainMergePolicy<Object, MergingValue<Object>, Object> {

    /** Made by Hazelcast, by name. */
    public JoinMergePolicy() {}

    @Override
    public Object merge(MergingValue<Object> coming, @Nullable MergingValue<Object> stored) {
        Object theirs = coming.getDeserializedValue();
        Object ours = stored == null ? null : stored.getDeserializedValue();
        if (ours instanceof TaskCell here && theirs instanceof TaskCell there) {
            return new TaskCell(here.task().join(there.task()));
        }
        if (ours instanceof KeyCell here && theirs instanceof KeyCell there) {
            return new KeyCell(here.key().join(there.key()));
        }
        if (ours instanceof RowShard here && theirs instanceof RowShard there) {
            return here.join(there);
        }
        return ours == null ? theirs : ours;
    }

    @Override
    public void writeData(ObjectDataOutput out) {
        // It has no state.
    }

    @Override
    public void readData(ObjectDataInput in) {
        // It has no state.
    }
}
