package io.granger.hub.config;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.CanonicalJson;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.FileGate;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One argument of a command spoke: text in which {@code {input.NAME}} stands for a field of the step's input, and
 * {@code {input.file}} for the checked absolute path of its file. Braces around anything else than a word are text.
 */
public final class CommandArgument {
    private static final Pattern TEMPLATE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.-]*)}");
    private static final String PREFIX = "input.";
    private static final int VALUE_CHARS = 65_536;

    private final String text;
    private final List<Part> parts;

    private CommandArgument(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /** A stretch of text, or the name of a field of the input. */
    private record Part(String text, boolean isField) {}

    /**
     * The argument written as {@code text}.
     *
     * @throws IllegalArgumentException when a template in it is not known
     */
    public static CommandArgument parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher templates = TEMPLATE.matcher(text);
        int end = 0;
        while (templates.find()) {
            String name = templates.group(1);
            if (!name.startsWith(PREFIX)
                    || name.length() == PREFIX.length()
                    || name.indexOf('.', PREFIX.length()) >= 0) {
                throw new IllegalArgumentException("unknown template {" + name + "}, known are {input.file} and"
                        + " {input.NAME} for a field of the input");
            }
            parts.add(new Part(text.substring(end, templates.start()), false));
            parts.add(new Part(name.substring(PREFIX.length()), true));
            end = templates.end();
        }
        parts.add(new Part(text.substring(end), false));
        return new CommandArgument(text, parts);
    }

    /** Whether the argument depends on the input. */
    public boolean hasTemplate() {
        return parts.size() > 1;
    }

    /**
     * The argument for one call. An {@link ApiError} says which field of the input cannot be put in: absent, neither
     * text nor number nor boolean, or able to pass for an option because it begins with a minus.
     */
    public String expand(JsonObject input, FileGate files) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            if (!part.isField()) {
                out.append(part.text());
                continue;
            }
            String value = value(part.text(), input, files);
            if (out.isEmpty() && value.startsWith("-")) {
                throw bad(part.text(), "must not begin with '-', it would pass for an option");
            }
            out.append(value);
        }
        return out.toString();
    }

    private static String value(String name, JsonObject input, FileGate files) {
        Object value = input.getValue(name);
        if (value == null) {
            throw ApiError.at(ErrorCode.MISSING_FIELD, PREFIX + name, "is required by the command");
        }
        if (name.equals("file")) {
            return files.file(input)
                    .orElseThrow(() -> bad(name, "must be a text"))
                    .toString();
        }
        if (value instanceof Number || value instanceof Boolean) {
            return CanonicalJson.text(value);
        }
        if (!(value instanceof CharSequence text)) {
            throw bad(name, "must be a text, a number or a boolean");
        }
        if (text.length() > VALUE_CHARS || text.toString().indexOf('\0') >= 0) {
            throw bad(name, "must have at most " + VALUE_CHARS + " characters, none of them U+0000");
        }
        return text.toString();
    }

    private static ApiError bad(String name, String detail) {
        return ApiError.at(ErrorCode.BAD_VALUE, PREFIX + name, detail);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommandArgument argument && argument.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The argument as it is configured. */
    @Override
    public String toString() {
        return text;
    }
}
