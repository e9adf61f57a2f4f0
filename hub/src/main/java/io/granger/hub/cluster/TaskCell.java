package io.granger.hub.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.granger.hub.task.TaskVersion;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A shared task as the map holds it. Never changed once it is in there. */
final class TaskCell extends GridWire.Piece {
    /** A task that never left its first owner is in that hub's store; others must find it here for a while only. */
    private static final long ENDED_MINUTES = 10;

    /** One that was taken over may be open still in the store of a hub that is away: it must find the end when it comes back. */
    private static final long TAKEN_HOURS = 24;

    private SharedTask task;

    @SuppressWarnings("NullAway.Init") // read from the wire next
    TaskCell() {
        super(GridWire.TASK_CELL);
    }

    TaskCell(SharedTask task) {
        super(GridWire.TASK_CELL);
        this.task = task;
    }

    SharedTask task() {
        return task;
    }

    /** What an entry holds. */
    static Optional<SharedTask> in(Map.Entry<String, @Nullable TaskCell> entry) {
        return Optional.ofNullable(entry.getValue()).map(TaskCell::task);
    }

    /** Seconds for which the cluster remembers a task of this version; 0 for ever, as long as it is open. */
    static long keptSeconds(TaskVersion version) {
        if (!version.isEnd()) {
            return 0;
        }
        return version.epoch() > 1 ? TimeUnit.HOURS.toSeconds(TAKEN_HOURS) : TimeUnit.MINUTES.toSeconds(ENDED_MINUTES);
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        GridWire.write(out, task);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        task = GridWire.readTask(in);
    }
}
