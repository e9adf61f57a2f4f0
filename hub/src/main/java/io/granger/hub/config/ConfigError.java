package io.granger.hub.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mistake in the configuration: where it stands, which key, what is wrong. The message is one line, {@code
 * conf/granger.yaml:12: routing.holdot: unknown key, did you mean "holdout"?}
 *
 * <p>Carries no stack trace: it is for the operator, and the program ends with it (exit 78).
 */
public final class ConfigError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String key;
    private final String detail;
    private final @Nullable String nearest;

    /**
     * A mistake.
     *
     * @param line first line is 1
     * @param key path of the key, empty when it is about the file as a whole
     * @param nearest known key that an unknown one probably was meant to be
     */
    ConfigError(String file, int line, String key, String detail, @Nullable String nearest) {
        super(file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + detail, null, false, false);
        this.file = file;
        this.line = line;
        this.key = key;
        this.detail = detail;
        this.nearest = nearest;
    }

    /** The file as it was named, such as {@code conf/granger.yaml}. */
    public String file() {
        return file;
    }

    /** The line, the first being 1. */
    public int line() {
        return line;
    }

    /** Path of the key, such as {@code routing.holdout}; empty for a mistake of the whole file. */
    public String key() {
        return key;
    }

    /** What is wrong, without place and key. */
    public String detail() {
        return detail;
    }

    /** The known key that comes closest to an unknown one. */
    public Optional<String> nearest() {
        return Optional.ofNullable(nearest);
    }
}
