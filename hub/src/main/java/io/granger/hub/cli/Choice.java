package io.granger.hub.cli;

import io.granger.hub.shape.Nearest;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one word of a closed set; a word outside it is told with the nearest inside. */
final class Choice<E extends Enum<E>> implements ITypeConverter<E> {
    private final List<E> values;

    /** @param values the set; their {@code toString} is what people type */
    @SafeVarargs
    Choice(E... values) {
        this.values = List.of(values);
    }

    @Override
    public E convert(String typed) {
        for (E value : values) {
            if (value.toString().equals(typed)) {
                return value;
            }
        }
        List<String> words = values.stream().map(Object::toString).toList();
        String nearest = Nearest.of(typed, words).map(n -> "; nearest: " + n).orElse("");
        throw new TypeConversionException(
                "'" + Wording.plain(typed) + "' is none of " + String.join(", ", words) + nearest);
    }
}
