package io.granger.hub.shape;

import io.granger.registry.Spoke;
import io.granger.task.NameRule;
import java.util.regex.Pattern;

/** The rules for names, addresses, keys and sentences that come from outside. */
final class Names {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._/-]{1,63}");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");

    private Names() {}

    /** Refuses what is not the name of a spoke, a capability or a pipeline. */
    static String requireName(String text, String path) {
        if (!NameRule.accepts(text)) {
            throw ApiError.at(ErrorCode.BAD_NAME, path, "must match " + NameRule.PATTERN + ", got " + Shown.of(text));
        }
        return text;
    }

    /** Refuses what is not an address a spoke may listen at. */
    static String requireAddress(String text, String path) {
        if (!ADDRESS.matcher(text).matches()) {
            throw ApiError.at(
                    ErrorCode.BAD_VALUE,
                    path,
                    "must be 1 to 128 of A-Z, a-z, 0-9, '.', '_' and '-', got " + Shown.of(text));
        }
        if (!Spoke.isFreeAddress(text)) {
            throw ApiError.at(
                    ErrorCode.BAD_VALUE, path, "must not be under granger. or __vertx, got " + Shown.of(text));
        }
        return text;
    }

    /** Refuses what is not the name of a spoke's instance. */
    static String requireInstance(String text, String path) {
        if (!INSTANCE.matcher(text).matches()) {
            throw ApiError.at(
                    ErrorCode.BAD_NAME,
                    path,
                    "must be 1 to 128 of A-Z, a-z, 0-9, '.', '_', ':' and '-', got " + Shown.of(text));
        }
        return text;
    }

    /** Refuses what is not the key of a label. */
    static String requireLabel(String text, String path) {
        if (!LABEL.matcher(text).matches()) {
            throw ApiError.at(
                    ErrorCode.BAD_NAME,
                    path,
                    "must have keys of 1 to 63 of A-Z, a-z, 0-9, '.', '_', '/' and '-', got " + Shown.of(text));
        }
        return text;
    }

    /** Refuses what is not the name of a feature or of a field of an output. */
    static String requireFieldName(String text, String path) {
        if (!FIELD.matcher(text).matches()) {
            throw ApiError.at(
                    ErrorCode.BAD_NAME,
                    path,
                    "must be 1 to 63 of A-Z, a-z, 0-9, '_', '.' and '-', not beginning with '.' or '-', got "
                            + Shown.of(text));
        }
        return text;
    }

    /** Refuses text with control characters (tab and line ends are allowed in {@code lines}) or broken surrogates. */
    static String requireText(String text, String path, boolean lines) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lineEnd = c == '\n' || c == '\r' || c == '\t';
            if (Character.isISOControl(c) && !(lines && lineEnd)) {
                throw ApiError.at(
                        ErrorCode.BAD_TEXT,
                        path,
                        String.format("must hold no control characters, got U+%04X at %d", (int) c, i));
            }
        }
        if (!StrictJson.isWellFormed(text)) {
            throw ApiError.at(ErrorCode.BAD_TEXT, path, "holds half of a surrogate pair");
        }
        return text;
    }
}
