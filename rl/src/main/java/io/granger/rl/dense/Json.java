package io.granger.rl.dense;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as RFC 8259 has it, and nothing more lenient: no comments, no key twice, no number beyond a double, nothing after the
 * value. Objects become maps in the order written, arrays lists, numbers doubles.
 */
final class Json {

    static final int MAX_DEPTH = 32;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The object this text is; throws {@link NetworkRejected} with the position of the first fault. */
    static Map<String, Object> object(String text) {
        Json json = new Json(text);
        json.blank();
        if (json.at >= text.length() || text.charAt(json.at) != '{') {
            throw json.wrong("an object");
        }
        Map<String, Object> object = json.members(1);
        json.blank();
        if (json.at < text.length()) {
            throw json.wrong("the end");
        }
        return object;
    }

    /** The text of a value made of maps, lists, strings, numbers and booleans. */
    static String text(Object value) {
        StringBuilder to = new StringBuilder();
        write(value, to);
        return to.toString();
    }

    private Object value(int depth) {
        blank();
        if (depth > MAX_DEPTH) {
            throw wrong("at most " + MAX_DEPTH + " levels");
        }
        char first = at < text.length() ? text.charAt(at) : 0;
        return switch (first) {
            case '{' -> members(depth);
            case '[' -> elements(depth);
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            default -> number();
        };
    }

    private Map<String, Object> members(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        blank();
        if (accept('}')) {
            return members;
        }
        do {
            blank();
            int start = at;
            String key = string();
            blank();
            expect(':');
            if (members.put(key, value(depth + 1)) != null) {
                at = start;
                throw wrong("each key once, not '" + key + "' again");
            }
            blank();
        } while (accept(','));
        expect('}');
        return members;
    }

    private List<Object> elements(int depth) {
        List<Object> elements = new ArrayList<>();
        at++;
        blank();
        if (accept(']')) {
            return elements;
        }
        do {
            elements.add(value(depth + 1));
            blank();
        } while (accept(','));
        expect(']');
        return elements;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return string.toString();
            }
            if (c < 0x20) {
                at--;
                throw wrong("no bare control character in a string");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        throw wrong("the end of a string");
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw wrong("a known escape");
            }
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = at < text.length() && text.charAt(at) < 128 ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw wrong("four hexadecimal digits");
            }
            code = 16 * code + digit;
        }
        return (char) code;
    }

    private Object number() {
        int start = at;
        accept('-');
        if (!accept('0')) {
            digits();
        }
        if (accept('.')) {
            digits();
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            digits();
        }
        double number = Double.parseDouble(text.substring(start, at));
        if (!Double.isFinite(number)) {
            at = start;
            throw wrong("a number a double can hold");
        }
        return number;
    }

    private void digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw wrong("a value");
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong("a value");
        }
        at += word.length();
        return value;
    }

    private void blank() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean accept(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private NetworkRejected wrong(String expected) {
        return new NetworkRejected("JSON at character " + at + " must have " + expected);
    }

    private static void write(Object value, StringBuilder to) {
        switch (value) {
            case Map<?, ?> map -> {
                String between = "{";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    to.append(between);
                    quote(entry.getKey().toString(), to);
                    to.append(':');
                    write(entry.getValue(), to);
                    between = ",";
                }
                to.append(map.isEmpty() ? "{}" : "}");
            }
            case List<?> list -> {
                String between = "[";
                for (Object element : list) {
                    to.append(between);
                    write(element, to);
                    between = ",";
                }
                to.append(list.isEmpty() ? "[]" : "]");
            }
            case String string -> quote(string, to);
            case Boolean bool -> to.append(bool);
            case Number number -> to.append(finite(number));
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static Number finite(Number number) {
        if (!Double.isFinite(number.doubleValue())) {
            throw new IllegalArgumentException("number must be finite, is " + number);
        }
        return number;
    }

    private static void quote(String string, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                to.append('\\').append(c);
            } else if (c < 0x20) {
                to.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                to.append(c);
            }
        }
        to.append('"');
    }
}
