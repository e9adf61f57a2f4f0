package io.granger.hub.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A plain table that fits a terminal: left-aligned columns two blanks apart, never wider than 100 characters.
 *
 * <p>Where the cells need more, the widest column gives way first, down to eight characters. Not thread-safe.
 */
final class Table {
    static final int WIDTH = 100;
    private static final int NARROWEST = 8;
    private static final String GAP = "  ";

    private final int width;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headers) {
        this(WIDTH, headers);
    }

    Table(int width, String... headers) {
        this.width = width;
        rows.add(List.of(headers));
    }

    Table row(String... cells) {
        int columns = rows.getFirst().size();
        if (cells.length != columns) {
            throw new IllegalArgumentException("row has " + cells.length + " cells, the table " + columns);
        }
        rows.add(List.of(cells));
        return this;
    }

    List<String> lines() {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.size(); c++) {
                String cell = Wording.cut(row.get(c), widths[c]);
                line.append(c == 0 ? "" : GAP).append(cell).append(" ".repeat(widths[c] - cell.length()));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        int over = total(widths) - width;
        while (over > 0) {
            int widest = widest(widths);
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
            over--;
        }
        return widths;
    }

    private static int total(int[] widths) {
        int sum = GAP.length() * (widths.length - 1);
        for (int w : widths) {
            sum += w;
        }
        return sum;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int c = 1; c < widths.length; c++) {
            if (widths[c] > widths[widest]) {
                widest = c;
            }
        }
        return widest;
    }
}
