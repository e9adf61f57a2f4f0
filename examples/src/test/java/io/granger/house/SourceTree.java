package io.granger.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The text files of the repository, by path from its root with forward slashes.
 *
 * @param files path to text, in path order
 */
record SourceTree(Map<String, String> files) {

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", ".vscode", "data", "shared");
    private static final Set<String> NOT_TEXT = Set.of("jar", "png", "pdf", "jpg", "gif", "ico", "db");

    SourceTree {
        files = new TreeMap<>(files);
    }

    /** Reads the tree this build runs in. */
    static SourceTree ofRepository() {
        Path root = root();
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.filter(path -> isOurs(root.relativize(path)))
                    .filter(Files::isRegularFile)
                    .forEach(path -> text(path)
                            .ifPresent(text ->
                                    files.put(root.relativize(path).toString().replace('\\', '/'), text)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new SourceTree(files);
    }

    static SourceTree of(String path, String text) {
        return new SourceTree(Map.of(path, text));
    }

    SourceTree only(Predicate<String> path) {
        Map<String, String> kept = new TreeMap<>(files);
        kept.keySet().removeIf(path.negate());
        return new SourceTree(kept);
    }

    private static Path root() {
        String given = System.getProperty("granger.root");
        Path here = Path.of(given == null ? "" : given).toAbsolutePath();
        while (!Files.exists(here.resolve("mvnw"))) {
            here = Optional.ofNullable(here.getParent())
                    .orElseThrow(() -> new IllegalStateException(
                            "no mvnw above " + Path.of("").toAbsolutePath()));
        }
        return here;
    }

    private static boolean isOurs(Path relative) {
        for (Path part : relative) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        String name = relative.toString();
        return !NOT_TEXT.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static Optional<String> text(Path path) {
        try {
            return Optional.of(Files.readString(path));
        } catch (MalformedInputException binary) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
