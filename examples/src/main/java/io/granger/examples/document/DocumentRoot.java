package io.granger.examples.document;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The directory below which documents lie. Nothing outside of it is ever opened: the real path is checked, links and {@code ..}
 * included.
 */
public final class DocumentRoot {

    /** Largest document that is opened. */
    public static final long MAX_BYTES = 20L << 20;

    private final Path directory;

    /** A root at this directory, which must exist. */
    public DocumentRoot(Path directory) throws IOException {
        this.directory = directory.toRealPath();
    }

    /** The directory, as a real path. */
    public Path directory() {
        return directory;
    }

    /** The file an input names in its field {@code file}. */
    public Path fileOf(JsonObject input) throws UnreadableDocument {
        if (!(input.getValue("file") instanceof String file) || file.isBlank()) {
            throw new UnreadableDocument("the input names no file");
        }
        return resolve(file);
    }

    /** The real path of a file below the root. */
    public Path resolve(String file) throws UnreadableDocument {
        Path real;
        long bytes;
        try {
            real = directory.resolve(file).toRealPath();
            bytes = Files.size(real);
        } catch (IOException | InvalidPathException absent) {
            throw new UnreadableDocument("there is no file " + file);
        }
        if (!real.startsWith(directory) || !Files.isRegularFile(real)) {
            throw new UnreadableDocument("there is no file " + file + " below the document root");
        }
        if (bytes > MAX_BYTES) {
            throw new UnreadableDocument(
                    "file " + file + " has " + bytes + " bytes, at most " + MAX_BYTES + " are read");
        }
        return real;
    }
}
