package io.granger.hub.config;

import java.util.Collection;

/** A setting that its record refuses; the message is the key and what is wrong with it. */
public final class BadSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String detail;

    BadSetting(String key, String detail) {
        super(key + " " + detail);
        this.key = key;
        this.detail = detail;
    }

    /** The key within its section; with the section before it when several sections contradict each other. */
    public String key() {
        return key;
    }

    /** What is wrong, without the key. */
    public String detail() {
        return detail;
    }

    /** Refuses a whole number outside of {@code [min, max]}. */
    static void requireWithin(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new BadSetting(key, "must be a whole number from " + min + " to " + max + ", got " + value);
        }
    }

    /** Refuses a number outside of {@code [min, max]}, and what is no number. */
    static void requireWithin(String key, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new BadSetting(key, "must be a number from " + min + " to " + max + ", got " + value);
        }
    }

    /** Refuses a number outside of {@code (0, max]}. */
    static void requirePositive(String key, double value, double max) {
        if (!(value > 0 && value <= max)) {
            throw new BadSetting(key, "must be a number above 0 and at most " + max + ", got " + value);
        }
    }

    /** Refuses text that is not one of {@code words}. */
    static void requireWord(String key, String value, Collection<String> words) {
        if (!words.contains(value)) {
            throw new BadSetting(key, "must be one of " + String.join(", ", words) + ", got \"" + value + "\"");
        }
    }

    /** Refuses a host that is empty or has characters no host has. */
    static void requireHost(String key, String host) {
        if (!host.matches("[A-Za-z0-9.:_\\[\\]%-]{1,255}")) {
            throw new BadSetting(key, "must be a host name or address, got \"" + host + "\"");
        }
    }
}
