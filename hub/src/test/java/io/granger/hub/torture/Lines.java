package io.granger.hub.torture;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of JSON lines that outlives the process that writes it: each line is handed to the system in one write before
 * the call returns. Safe from any thread.
 */
final class Lines implements AutoCloseable {
    private final FileChannel file;

    private Lines(FileChannel file) {
        this.file = file;
    }

    static Lines append(Path path) {
        try {
            return new Lines(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void write(JsonObject line) {
        try {
            file.write(ByteBuffer.wrap((line.encode() + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a file; a last one that was cut off with its process does not count. */
    static List<JsonObject> read(Path path) {
        try {
            var text = Files.exists(path) ? Files.readString(path) : "";
            List<JsonObject> lines = new ArrayList<>();
            for (int at = 0, end = text.indexOf('\n'); end >= 0; at = end + 1, end = text.indexOf('\n', at)) {
                lines.add(new JsonObject(text.substring(at, end)));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
