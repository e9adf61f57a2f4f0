package io.granger.rl.planted;

import java.nio.file.Path;

/** Planted: the core reads a file. */
public final class ReadsFile {
    Object file() {
        return Path.of("x").toFile();
    }
}
