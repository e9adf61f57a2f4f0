package io.granger.hub.train;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.StrictJson;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Reads experience line by line, strictly: each line is a row or a {@link Fault}, and an empty line is a fault too.
 *
 * <p>Holds one line at a time. Pure but for the stream it is given.
 */
public final class ExperienceLines {
    /** The longest line, in bytes. */
    public static final int LINE_BYTES_MAX = 4 << 20;

    /** A line that is no row, counted from 1, and why. */
    public record Fault(long line, String reason) {
        @Override
        public String toString() {
            return "line " + line + ": " + reason;
        }
    }

    private final ExperienceFormat format;
    private final Consumer<LoggedRow> rows;
    private final Consumer<Fault> faults;
    private long line;

    private ExperienceLines(ExperienceFormat format, Consumer<LoggedRow> rows, Consumer<Fault> faults) {
        this.format = format;
        this.rows = rows;
        this.faults = faults;
    }

    /** Hands over each row of the stream in its order, and each fault. */
    public static void read(InputStream in, ExperienceFormat format, Consumer<LoggedRow> rows, Consumer<Fault> faults)
            throws IOException {
        new ExperienceLines(format, rows, faults).read(new BufferedInputStream(in, 1 << 16));
    }

    private void read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long length = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                take(bytes, length);
                bytes.reset();
                length = 0;
            } else if (length++ < LINE_BYTES_MAX) {
                bytes.write(b);
            }
        }
        if (length > 0) {
            take(bytes, length);
        }
    }

    private void take(ByteArrayOutputStream bytes, long length) {
        line++;
        if (length > LINE_BYTES_MAX) {
            faults.accept(new Fault(line, "must have at most " + LINE_BYTES_MAX + " bytes, has " + length));
            return;
        }
        LoggedRow row;
        try {
            row = format.row(StrictJson.object(Buffer.buffer(bytes.toByteArray()), LINE_BYTES_MAX));
        } catch (ApiError refused) {
            faults.accept(new Fault(line, refused.code().word() + ": " + refused.getMessage()));
            return;
        }
        rows.accept(row);
    }
}
