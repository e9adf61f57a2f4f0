package io.granger.hub.shape;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Says which files tasks may name: regular files whose real path lies below one of the roots.
 *
 * <p>A path is relative to a root, tried in the order of the roots; an absolute one must lie below a root itself. Never
 * reads a file, but asks the file system: not for an event loop that must not block. Safe from any thread.
 */
public final class FileGate {
    private static final String FIELD = "input.file";

    private final List<Path> roots;

    /** A gate to what is below {@code roots}; a root that does not exist when a file is asked for opens nothing. */
    public FileGate(List<Path> roots) {
        this.roots =
                roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
    }

    /**
     * The absolute real path of the file a task's input names, empty when it names none; {@code file-not-allowed} when
     * it must not be read or does not exist.
     */
    public Optional<Path> file(JsonObject input) {
        return input.getValue("file") instanceof String name ? Optional.of(resolve(name)) : Optional.empty();
    }

    /** The absolute real path of the file {@code name}; {@code file-not-allowed} when it must not be read. */
    public Path resolve(String name) {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException notOne) {
            throw refused("is not a path", name);
        }
        for (Path part : path) {
            if (part.toString().equals("..")) {
                throw refused("must not contain \"..\"", name);
            }
        }
        for (Path root : roots) {
            Optional<Path> real = below(root, root.resolve(path));
            if (real.isPresent()) {
                return real.get();
            }
        }
        // One answer for all reasons: whether a file outside exists is nobody's business.
        throw refused("must be an existing file below one of files.roots", name);
    }

    private static Optional<Path> below(Path root, Path file) {
        try {
            Path realRoot = root.toRealPath();
            Path real = file.toRealPath();
            boolean allowed = real.startsWith(realRoot) && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS);
            return allowed ? Optional.of(real) : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private static ApiError refused(String why, String name) {
        return ApiError.at(ErrorCode.FILE_NOT_ALLOWED, FIELD, why + ", got " + Shown.of(name));
    }
}
