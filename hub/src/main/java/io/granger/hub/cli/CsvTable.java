package io.granger.hub.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file (RFC 4180, UTF-8, with a header) in memory, every row as wide as the header.
 *
 * <p>Whatever is wrong with it is told as {@code FILE:LINE: column NAME: ..}, exit 1.
 */
final class CsvTable {
    /** The largest tables anybody simulates have a few hundred megabytes; beyond, memory would decide. */
    private static final long MAX_BYTES = 1L << 30;

    private static final CSVFormat FORMAT = CSVFormat.RFC4180;

    private final Path file;
    private final List<String> header;
    private final List<String[]> rows = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();

    private CsvTable(Path file, List<String> header) {
        this.file = file;
        this.header = header;
    }

    /** Reads the file. {@code option} is what the person typed it after. */
    static CsvTable read(String option, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailed(Exit.USAGE, option + ": there is no file " + file);
        }
        try {
            long bytes = Files.size(file);
            if (bytes > MAX_BYTES) {
                throw new CommandFailed(
                        Exit.USAGE, option + ": " + file + " has " + bytes + " bytes, at most " + MAX_BYTES);
            }
            return parse(file);
        } catch (CharacterCodingException e) {
            throw new CommandFailed(Exit.FAILED, file + ": is not UTF-8 text");
        } catch (IOException e) {
            throw new CommandFailed(Exit.FAILED, file + ": cannot be read: " + Wording.plain(e.getMessage() + ""));
        }
    }

    private static CsvTable parse(Path file) throws IOException {
        long line = 1;
        try (CSVParser parser = CSVParser.parse(Files.newBufferedReader(file, StandardCharsets.UTF_8), FORMAT)) {
            var records = parser.iterator();
            if (!records.hasNext()) {
                throw wrong(file, 1, "has no header");
            }
            CsvTable table = new CsvTable(file, header(file, records.next()));
            line = parser.getCurrentLineNumber() + 1;
            while (records.hasNext()) {
                CSVRecord row = records.next();
                // the parser could leave empty lines out, but then it would miscount those that follow
                if (row.size() > 1 || !row.get(0).isEmpty()) {
                    table.add(line, row);
                }
                line = parser.getCurrentLineNumber() + 1;
            }
            return table;
        } catch (UncheckedIOException e) {
            throw told(file, line, Objects.requireNonNull(e.getCause()));
        }
    }

    /** A quote that is never closed, or text after a closing one; an error of the disk or of the encoding goes on. */
    private static CommandFailed told(Path file, long line, IOException cause) throws IOException {
        if (!(cause instanceof CSVException)) {
            throw cause;
        }
        return wrong(file, line, Wording.plain(cause.getMessage() + ""));
    }

    private static List<String> header(Path file, CSVRecord names) {
        List<String> header = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            // a byte order mark is no part of a name
            String plain = name.startsWith("\uFEFF") ? name.substring(1) : name;
            if (plain.isBlank() || !seen.add(plain)) {
                String why = plain.isBlank() ? "has no name" : "is there twice: " + Wording.plain(plain);
                throw wrong(file, 1, "column " + (header.size() + 1) + " " + why);
            }
            header.add(plain);
        }
        return List.copyOf(header);
    }

    private void add(long line, CSVRecord row) {
        if (row.size() != header.size()) {
            throw wrong(
                    file,
                    line,
                    "must have " + header.size() + " cells as the header has, has " + row.size() + "; column "
                            + Math.min(row.size(), header.size()) + " is its last");
        }
        rows.add(row.values());
        lines.add(line);
    }

    /** The names of the columns, in order. */
    List<String> header() {
        return header;
    }

    /** How many rows it has, the header not counted. */
    int size() {
        return rows.size();
    }

    /** The text of a cell. */
    String cell(int row, int column) {
        return rows.get(row)[column];
    }

    /** The number in a cell, which must be there, finite and within these bounds. */
    double number(int row, int column, double least, double most) {
        String text = cell(row, column).strip();
        if (text.isEmpty()) {
            throw wrong(row, column, "is empty, must be a number");
        }
        double value;
        try {
            value = parsed(text);
        } catch (NumberFormatException e) {
            throw wrong(row, column, "must be a number, is '" + text + "'");
        }
        if (!Double.isFinite(value)) {
            throw wrong(row, column, "must be a finite number, is '" + text + "'");
        }
        if (value < least || value > most) {
            throw wrong(row, column, "must be " + bounds(least, most) + ", is " + text);
        }
        return value;
    }

    /** The number a text says; Java by itself would also take {@code 5d} and {@code 0x1p3}. */
    private static double parsed(String text) {
        if ("dDfF".indexOf(text.charAt(text.length() - 1)) >= 0 || text.indexOf('x') >= 0 || text.indexOf('X') >= 0) {
            throw new NumberFormatException(text);
        }
        return Double.parseDouble(text);
    }

    /** What to throw for a cell. */
    CommandFailed wrong(int row, int column, String why) {
        return wrong(
                file,
                lines.get(row),
                "column " + (column + 1) + " (" + Wording.cut(Wording.plain(header.get(column)), 60) + ") "
                        + Wording.cut(Wording.plain(why), 200));
    }

    /** What to throw for a column. */
    CommandFailed wrong(int column, String why) {
        return wrong(file, 1, "column " + (column + 1) + " (" + Wording.plain(header.get(column)) + ") " + why);
    }

    /** What to throw for the table as a whole. */
    CommandFailed wrong(String why) {
        return wrong(file, 1, why);
    }

    private static CommandFailed wrong(Path file, long line, String why) {
        return new CommandFailed(Exit.FAILED, file + ":" + line + ": " + why);
    }

    private static String bounds(double least, double most) {
        return most == Double.MAX_VALUE ? "at least " + least : "in [" + least + ", " + most + "]";
    }
}
