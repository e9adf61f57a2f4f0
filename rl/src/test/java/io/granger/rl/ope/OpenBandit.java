package io.granger.rl.ope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reference cases of the Open Bandit Pipeline, read from the folder {@code shared/data/ope} beside or above the project. */
final class OpenBandit {

    private OpenBandit() {}

    /** The folder of the cases, where there is one. */
    static Optional<Path> folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared/data/ope");
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /** A case as a table: action, reward, pscore, pi per action, qhat per action. */
    static ChoiceLog table(Path file) {
        List<double[]> rows = numbers(file);
        int actions = (rows.getFirst().length - 3) / 2;
        List<LoggedChoice> choices = new ArrayList<>();
        for (double[] row : rows) {
            choices.add(new LoggedChoice(
                    (int) row[0], row[1], row[2], normalised(row, 3, actions), part(row, 3 + actions, actions)));
        }
        return new ChoiceLog(choices);
    }

    /** A case as a log with item x position tables. */
    static ChoiceLog positions(Path log, Path target, Path model) {
        double[][] pi = columns(numbers(target));
        double[][] q = columns(numbers(model));
        List<LoggedChoice> choices = new ArrayList<>();
        for (double[] row : numbers(log)) {
            int position = (int) row[0];
            double[] here = normalised(pi[position], 0, pi[position].length);
            choices.add(new LoggedChoice((int) row[1], row[2], row[3], here, q[position]));
        }
        return new ChoiceLog(choices);
    }

    /** The number under a path of keys in the reference's JSON, which nests objects of plain numbers only. */
    static List<Reference> reference(Path file) {
        List<Reference> found = new ArrayList<>();
        List<String> open = new ArrayList<>();
        Matcher token =
                Pattern.compile("\"([^\"]+)\"\\s*:\\s*(\\{|[-+0-9.eE]+)|}").matcher(text(file));
        while (token.find()) {
            if (token.group(1) == null) {
                if (!open.isEmpty()) {
                    open.removeLast();
                }
            } else if (token.group(2).equals("{")) {
                open.add(token.group(1));
            } else {
                found.add(new Reference(String.join("/", open), token.group(1), Double.parseDouble(token.group(2))));
            }
        }
        return found;
    }

    record Reference(String log, String name, double value) {}

    private static double[][] columns(List<double[]> items) {
        int positions = items.getFirst().length - 1;
        double[][] columns = new double[positions][items.size()];
        for (double[] item : items) {
            for (int p = 0; p < positions; p++) {
                columns[p][(int) item[0]] = item[1 + p];
            }
        }
        return columns;
    }

    private static double[] part(double[] row, int from, int length) {
        return java.util.Arrays.copyOfRange(row, from, from + length);
    }

    private static double[] normalised(double[] row, int from, int length) {
        double[] part = part(row, from, length);
        double sum = java.util.Arrays.stream(part).sum();
        for (int i = 0; i < length; i++) {
            part[i] /= sum;
        }
        return part;
    }

    private static List<double[]> numbers(Path file) {
        return text(file)
                .lines()
                .skip(1)
                .map(line -> java.util.Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
