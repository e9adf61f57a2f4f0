package io.granger.examples.adapter;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Recorded outcomes that others collected, read from the folder {@code shared/data} beside or above the project. */
final class SharedTable {

    private SharedTable() {}

    /** The rows of a table with a header; the test is skipped where there is none. */
    static List<CSVRecord> rows(String name) throws IOException {
        Optional<Path> file = find(name);
        assumeTrue(file.isPresent(), "no shared/data/" + name + " beside or above the project: nothing to learn from");
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader reader = Files.newBufferedReader(file.orElseThrow())) {
            return format.parse(reader).getRecords();
        }
    }

    private static Optional<Path> find(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data").resolve(name);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
