package io.granger.hub.train;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A data set read back: whole, or refused with the line and the reason.
 *
 * @param hash of the file's content
 * @param rows in the order of the file
 */
record SnapshotFile(String hash, List<LoggedRow> rows) {
    private static final Pattern NAMED = Pattern.compile("[0-9a-f]{" + ContentFile.HASH_CHARS + "}\\.jsonl");

    /** Reads a file; one named after a hash must be what its name says. {@code bad-value} for anything else. */
    static SnapshotFile read(Path file, TrainingProgress progress) throws IOException {
        String hash = hash(file);
        String name = String.valueOf(file.getFileName());
        if (NAMED.matcher(name).matches() && !name.startsWith(hash)) {
            throw refused(file, "content must be what its name says, has hash " + hash);
        }
        List<LoggedRow> rows = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        long size = Files.size(file);
        try (Counted in = new Counted(Files.newInputStream(file))) {
            ExperienceLines.read(
                    in,
                    ExperienceFormat.JSONL,
                    row -> {
                        rows.add(row);
                        progress.at("reading", in.bytes, size);
                    },
                    fault -> {
                        if (faults.isEmpty()) {
                            faults.add(fault.toString());
                        }
                    });
        }
        if (!faults.isEmpty()) {
            throw refused(file, faults.getFirst());
        }
        if (rows.isEmpty()) {
            throw refused(file, "rows must be at least 1, are 0");
        }
        return new SnapshotFile(hash, List.copyOf(rows));
    }

    private static String hash(Path file) throws IOException {
        try {
            return ContentFile.hash(file);
        } catch (NoSuchFileException missing) {
            throw refused(file, "there is no such file");
        }
    }

    private static ApiError refused(Path file, String why) {
        return ApiError.of(ErrorCode.BAD_VALUE, "snapshot " + file + ": " + why);
    }

    /** Knows how much was read. */
    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int n = super.read(into, from, length);
            bytes += Math.max(0, n);
            return n;
        }
    }
}
