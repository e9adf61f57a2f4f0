package io.granger.hub.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Section {@code files}: which files tasks may name. Takes effect at start.
 *
 * @param roots directories below which files may be read; none = no task may name a file
 */
public record FilesConfig(List<Path> roots) {
    private static final int ROOTS = 64;

    public FilesConfig {
        roots = List.copyOf(roots);
        if (roots.size() > ROOTS) {
            throw new BadSetting("roots", "must have at most " + ROOTS + " items, got " + roots.size());
        }
    }

    /** The folder {@code files} in the data directory. */
    static FilesConfig in(Path data) {
        return new FilesConfig(List.of(data.resolve("files")));
    }

    static FilesConfig read(Section section, Path data) {
        return section.has("roots") ? new FilesConfig(section.paths("roots")) : in(data);
    }
}
