package io.granger.hub.train;

/** Is told how far a training has come, at every row: it decides itself when that is worth a word. */
@FunctionalInterface
public interface TrainingProgress {
    /** Nobody wants to know. */
    TrainingProgress SILENT = (phase, done, of) -> {};

    /** {@code done} of {@code of} rows of a phase are done. */
    void at(String phase, long done, long of);
}
