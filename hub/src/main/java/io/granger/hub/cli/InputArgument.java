package io.granger.hub.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** An argument that is a JSON object: typed in place, or the path of a file that holds one. */
final class InputArgument {
    /** A task's input may be 256 KiB and a step's output 1 MiB: nothing larger is worth reading. */
    private static final long MAX_BYTES = 4L << 20;

    private InputArgument() {}

    static ObjectNode read(String option, String argument) {
        if (argument.stripLeading().startsWith("{")) {
            return Json.objectIn(argument, option);
        }
        Path file = path(option, argument);
        return Json.objectIn(text(option, file), option + " " + file);
    }

    private static Path path(String option, String argument) {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw new CommandFailed(Exit.USAGE, option + " is neither a JSON object nor a path: " + argument);
        }
    }

    private static String text(String option, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailed(
                    Exit.USAGE, option + ": there is no file " + file + " (inline JSON begins with a brace)");
        }
        try {
            long bytes = Files.size(file);
            if (bytes > MAX_BYTES) {
                throw new CommandFailed(
                        Exit.USAGE, option + ": " + file + " has " + bytes + " bytes, at most " + MAX_BYTES);
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailed(Exit.USAGE, option + ": " + file + " cannot be read as UTF-8 text");
        }
    }
}
