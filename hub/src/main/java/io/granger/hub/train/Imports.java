package io.granger.hub.train;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Experience from elsewhere, a content-hashed file of {@link LoggedRow} lines for each import.
 *
 * <p>It lies beside the store and not in it: imported rows are trained on and never counted, replayed or judged as decisions of this
 * hub. An import is taken whole or not at all. Blocks on disk; thread-safe.
 */
public final class Imports {
    private static final String SUFFIX = ".jsonl";
    private static final int FAULTS_TOLD = 20;

    private final Path folder;

    /** Imports kept in a folder, made when first needed. */
    public Imports(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads everything, and keeps it when every line is a row.
     *
     * @return how many rows there were, and the name they are kept under
     */
    public JsonObject add(InputStream in, ExperienceFormat format) throws IOException {
        List<ExperienceLines.Fault> told = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        long[] counts = new long[2];
        try (ContentFile file = new ContentFile(folder, SUFFIX)) {
            List<IOException> failed = new ArrayList<>();
            ExperienceLines.read(
                    in,
                    format,
                    row -> {
                        String id = row.row().decision().decisionId();
                        if (!ids.add(id)) {
                            fault(
                                    new ExperienceLines.Fault(
                                            counts[0] + counts[1] + 1, "has decision " + id + " again"),
                                    told,
                                    counts);
                        } else {
                            counts[0]++;
                            write(row, file, failed);
                        }
                    },
                    fault -> fault(fault, told, counts));
            if (!failed.isEmpty()) {
                throw failed.getFirst();
            }
            if (counts[1] > 0) {
                throw ApiError.of(ErrorCode.BAD_VALUE, sentence(told, counts[1]));
            }
            if (counts[0] == 0) {
                throw ApiError.of(ErrorCode.BODY_REQUIRED, "at least one line of experience is required");
            }
            String name = file.finish().getFileName().toString();
            return new JsonObject()
                    .put("imported", counts[0])
                    .put("import", name.substring(0, name.length() - SUFFIX.length()));
        }
    }

    private static void fault(ExperienceLines.Fault fault, List<ExperienceLines.Fault> told, long[] counts) {
        counts[1]++;
        if (told.size() < FAULTS_TOLD) {
            told.add(fault);
        }
    }

    private static void write(LoggedRow row, ContentFile file, List<IOException> failed) {
        if (!failed.isEmpty()) {
            return;
        }
        try {
            file.out()
                    .write(new LoggedRow(row.row(), row.outcomes(), true)
                            .toJson()
                            .encode()
                            .getBytes(StandardCharsets.UTF_8));
            file.out().write('\n');
        } catch (IOException full) {
            failed.add(full);
        }
    }

    private static String sentence(List<ExperienceLines.Fault> told, long faults) {
        return "nothing was imported, " + faults + (faults == 1 ? " line is" : " lines are") + " no experience: "
                + told.stream().map(ExperienceLines.Fault::toString).collect(Collectors.joining("; "))
                + (faults > told.size() ? "; .." : "");
    }

    /** Hands over every imported row, file by file in the order of their names; a file that was damaged since throws. */
    void each(Consumer<LoggedRow> use) throws IOException {
        for (Path file : files()) {
            try (InputStream in = Files.newInputStream(file)) {
                ExperienceLines.read(in, ExperienceFormat.JSONL, use, fault -> {
                    throw new UncheckedIOException(new IOException(file + " is damaged, " + fault));
                });
            }
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        }
    }
}
