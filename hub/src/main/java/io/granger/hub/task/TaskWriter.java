package io.granger.hub.task;

/** Writes tasks as {@link TaskCodec} reads them, one after the other in the same memory. Not thread-safe. */
public final class TaskWriter {
    private final BodyOut out = new BodyOut();

    /** The part that never changes; write it once a task and hand it to {@link #state}. */
    public byte[] spec(TaskSpec spec) {
        return out.body(to -> SpecCodec.write(to, spec));
    }

    /** The body of this state. */
    public byte[] state(TaskState state, byte[] spec) {
        return out.body(to -> TaskCodec.write(to, state, spec));
    }
}
