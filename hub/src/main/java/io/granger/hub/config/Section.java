package io.granger.hub.config;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.Fields;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One section of the configuration being read; its keys are the components of its record. */
final class Section {
    private static final int TEXT_CHARS = 4096;
    private static final int ITEMS = 1000;

    private final Fields fields;

    private Section(Fields fields) {
        this.fields = fields;
    }

    /** The section {@code name} of the configuration, for the record {@code type}. */
    static Section of(JsonObject body, String name, Class<? extends Record> type) {
        return new Section(Fields.strict(body, name, keys(type)));
    }

    /** Names of the components of a record. */
    static Set<String> keys(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean has(String key) {
        return fields.has(key);
    }

    String text(String key, String absent) {
        return fields.text(key, TEXT_CHARS).orElse(absent);
    }

    boolean flag(String key, boolean absent) {
        return fields.flag(key, absent);
    }

    // The record holds the bounds; here a number only has to fit its type.
    int number(String key, int absent) {
        long value = number(key, (long) absent);
        if (value != (int) value) {
            throw fields.bad(key, "must be a smaller number, got " + value);
        }
        return (int) value;
    }

    long number(String key, long absent) {
        return fields.whole(key, Long.MIN_VALUE, Long.MAX_VALUE, absent);
    }

    double number(String key, double absent) {
        return fields.number(key, -Double.MAX_VALUE, Double.MAX_VALUE).orElse(absent);
    }

    <T> T word(String key, List<String> words, Function<String, Optional<T>> meaning, T absent) {
        return fields.word(key, words, meaning).orElse(absent);
    }

    List<String> texts(String key, List<String> absent) {
        return fields.list(key, 0, ITEMS, (item, path) -> Fields.itemText(item, path))
                .orElse(absent);
    }

    List<Double> numbers(String key, List<Double> absent) {
        return fields.list(key, 0, ITEMS, (item, path) -> Fields.itemNumber(item, path))
                .orElse(absent);
    }

    List<Path> paths(String key) {
        return fields.list(key, 0, ITEMS, (item, path) -> path(fields, key, Fields.itemText(item, path)))
                .orElse(List.of());
    }

    /** The path written as {@code text}. */
    static Path path(Fields fields, String key, String text) {
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (InvalidPathException notOne) {
            throw refused(fields, key);
        }
        throw refused(fields, key);
    }

    private static ApiError refused(Fields fields, String key) {
        return fields.bad(key, "must be a path");
    }
}
