package io.granger.examples.document;

import java.io.IOException;
import java.io.Writer;

/**
 * Text that grows up to a bound, chosen so that its JSON stays below 1 MiB: past it, {@link Full} is thrown and what came before stays.
 * Control characters become spaces. For one thread.
 */
public final class BoundedText extends Writer {

    /** Most characters kept; at most three bytes of UTF-8 each, 750 KB together. */
    public static final int MAX_CHARACTERS = 250_000;

    private final StringBuilder text = new StringBuilder();
    private final WorkLimit limit;
    private boolean truncated;

    /** Thrown once there is no room left. */
    public static final class Full extends IOException {
        private static final long serialVersionUID = 1L;

        Full() {
            super("no more text is kept");
        }
    }

    public BoundedText(WorkLimit limit) {
        this.limit = limit;
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
        limit.check();
        int room = MAX_CHARACTERS - text.length();
        int kept = Math.min(room, length);
        for (int i = from; i < from + kept; i++) {
            text.append(printable(characters[i]));
        }
        if (kept < length) {
            truncated = true;
            throw new Full();
        }
    }

    private static char printable(char c) {
        return (c < ' ' && c != '\n' && c != '\t') || c == 0x7f ? ' ' : c;
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        // Nothing is held open.
    }

    /** Whether something did not fit. */
    public boolean isTruncated() {
        return truncated;
    }

    /** What was kept, without a surrogate cut in half at its end. */
    public String text() {
        int end = text.length();
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
