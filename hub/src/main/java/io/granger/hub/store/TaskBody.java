package io.granger.hub.store;

/** The task machine's own encoding of a task's state, without payloads; made when it is asked for, for most are written over before. Thread-safe. */
@FunctionalInterface
public interface TaskBody {

    /** The encoding, the same each time; not to be changed. */
    byte[] bytes();

    /** One that was made already; handed over. */
    static TaskBody of(byte[] bytes) {
        return () -> bytes;
    }
}
