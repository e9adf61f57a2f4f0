package io.granger.examples.demo;

import io.granger.hub.store.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demo's data directory, emptied for a run: the learner starts cold, and the counts in the report are of this run only.
 *
 * @param path the directory of the hub's data
 */
record RunDirectory(Path path) {

    private static final String MARKER = "granger-demo";
    private static final List<String> CONF = List.of("granger.yaml", "pipelines/documents.yaml");

    /**
     * Empties the directory, which must be new, empty, or one an earlier demo made.
     *
     * @throws io.granger.hub.store.DirectoryInUse when another hub uses it
     */
    static RunDirectory open(Path directory) throws IOException {
        Path marker = directory.resolve(MARKER);
        if (Files.isDirectory(directory) && !Files.exists(marker) && !isEmpty(directory)) {
            throw new IOException(directory + " holds something that no demo made; name another directory with --data");
        }
        // Taken and given back at once: a hub that runs there now must not lose its files.
        DataDirectory.open(directory).close();
        empty(directory);
        Files.writeString(marker, "Made by granger demo, which empties this directory at every start.\n");
        RunDirectory run = new RunDirectory(directory.toRealPath());
        run.writeConf();
        Files.createDirectories(run.documents());
        return run;
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void empty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.walk(directory)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                if (!entry.equals(directory)) {
                    Files.delete(entry);
                }
            }
        }
    }

    private void writeConf() throws IOException {
        for (String name : CONF) {
            Path target = conf().resolve(name);
            Files.createDirectories(target.getParent());
            try (InputStream content = RunDirectory.class.getResourceAsStream("conf/" + name)) {
                if (content == null) {
                    throw new IOException("the demo's " + name + " is not on the class path");
                }
                Files.copy(content, target);
            }
        }
    }

    /** The hub's configuration directory. */
    Path conf() {
        return path.resolve("conf");
    }

    /** Where the documents lie. */
    Path documents() {
        return path.resolve("files");
    }

    /** Where the index of the documents lies. */
    Path index() {
        return path.resolve("index");
    }

    /** What the hub and the libraries log. */
    Path log() {
        return path.resolve("demo.log");
    }
}
