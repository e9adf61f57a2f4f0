package io.granger.hub.shape;

/** The bounds of what is accepted from outside; those of the contract say so in their names. */
public final class Limits {
    /** Nested objects and lists in one JSON text, the outermost included. */
    public static final int JSON_DEPTH = 32;

    /** Bytes of a request body of any kind. */
    public static final int BODY_BYTES = 2 * 1024 * 1024;

    /** Bytes of a task's input, as canonical JSON in UTF-8. */
    public static final int TASK_INPUT_BYTES = 256 * 1024;

    /** Bytes of a step's output, as compact JSON in UTF-8. */
    public static final int STEP_OUTPUT_BYTES = 1024 * 1024;

    /** Bytes of one JSON Schema, as canonical JSON in UTF-8. */
    public static final int SCHEMA_BYTES = 64 * 1024;

    /** Shortest deadline of a task, in milliseconds. */
    public static final long DEADLINE_MIN_MS = 10;

    /** Longest deadline of a task or time-out of a step, in milliseconds: one day. */
    public static final long DEADLINE_MAX_MS = 86_400_000;

    /** Steps of one chain. */
    public static final int CHAIN_STEPS = 16;

    /** Capabilities of one spoke. */
    public static final int SPOKE_CAPABILITIES = 64;

    /** Spoke names in {@code only} or {@code avoid}. */
    public static final int SPOKE_NAMES = 64;

    /** Features of a task or declared by a pipeline. */
    public static final int FEATURES = 64;

    /** Characters of a feature's text. */
    public static final int FEATURE_CHARS = 16 * 1024;

    /** Characters of a reason, an error message or another sentence. */
    public static final int SENTENCE_CHARS = 1000;

    private Limits() {}
}
