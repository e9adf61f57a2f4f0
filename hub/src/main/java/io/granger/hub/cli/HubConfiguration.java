package io.granger.hub.cli;

import io.granger.hub.config.ConfigError;
import io.granger.hub.config.ConfigLoader;
import io.granger.hub.config.HubConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The configuration directory as the verbs {@code run} and {@code config check} find and read it. */
final class HubConfiguration {
    private static final Path BESIDE_US = Path.of("conf");

    private final Path directory;

    private HubConfiguration(Path directory) {
        this.directory = directory;
    }

    /**
     * The directory that was named, else {@code conf} where we are, else the one of the installation; a directory that
     * was named and is not there is an error, since its defaults would not be what was asked for.
     */
    static HubConfiguration find(Optional<Path> named) {
        if (named.isPresent()) {
            if (!Files.isDirectory(named.get())) {
                throw new CommandFailed(Exit.CONFIGURATION, named.get() + ": there is no such configuration directory");
            }
            return new HubConfiguration(named.get());
        }
        String home = System.getProperty("granger.home", "");
        boolean elsewhere = !Files.isDirectory(BESIDE_US) && !home.isEmpty();
        return new HubConfiguration(elsewhere ? Path.of(home, "conf") : BESIDE_US);
    }

    Path directory() {
        return directory;
    }

    /** What a hub would run with; the first mistake ends the verb. */
    HubConfig load() {
        try {
            return ConfigLoader.load(directory);
        } catch (ConfigError mistake) {
            throw new CommandFailed(Exit.CONFIGURATION, Wording.plain(String.valueOf(mistake.getMessage())));
        }
    }

    /** Every mistake, a line each, {@code file:line: key: message}. */
    List<String> mistakes() {
        return ConfigLoader.check(directory).stream()
                .map(mistake -> Wording.plain(String.valueOf(mistake.getMessage())))
                .toList();
    }
}
