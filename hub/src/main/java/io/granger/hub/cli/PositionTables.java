package io.granger.hub.cli;

import io.granger.rl.ope.ChoiceLog;
import io.granger.rl.ope.CrossFit;
import io.granger.rl.ope.LoggedChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log of items shown at positions ({@code position, item_id, click, pscore}) with a target policy, and a reward model if there
 * is one, as tables {@code item_id, pos0, pos1, ..}: the form of the Open Bandit Dataset. {@code reward} may stand for {@code click}.
 */
final class PositionTables {
    private static final String POSITION = "pos";

    private PositionTables() {}

    static ChoiceLog of(CsvTable log, CsvTable target, Optional<CsvTable> model) {
        List<String> items = items(target);
        double[][] shares = normalised(target, positions(target, items, 0, items));
        Optional<double[][]> values = model.map(table -> positions(table, items(table), -Double.MAX_VALUE, items));
        if (values.isPresent() && values.get().length < shares.length) {
            throw model.orElseThrow().wrong("has " + values.get().length + " positions, the target " + shares.length);
        }
        ChoiceLog choices = choices(log, items, shares, values);
        return values.isPresent() ? choices : fitted(log, choices, items.size(), shares.length);
    }

    private static ChoiceLog choices(CsvTable log, List<String> items, double[][] shares, Optional<double[][]> values) {
        int item = ChoiceTables.column(log, "item_id");
        int propensity = ChoiceTables.column(log, "pscore");
        int reward =
                log.header().contains("reward") ? log.header().indexOf("reward") : ChoiceTables.column(log, "click");
        if (log.size() == 0) {
            throw log.wrong("has no rows");
        }
        List<LoggedChoice> choices = new ArrayList<>();
        for (int row = 0; row < log.size(); row++) {
            int position = position(log, row, shares.length);
            choices.add(new LoggedChoice(
                    ChoiceTables.place(log, row, item, items, "item"),
                    log.number(row, reward, 0, 1),
                    ChoiceTables.propensity(log, row, propensity),
                    shares[position],
                    values.map(v -> v[position]).orElseGet(() -> new double[0])));
        }
        return new ChoiceLog(choices);
    }

    private static ChoiceLog fitted(CsvTable log, ChoiceLog choices, int items, int positions) {
        return CrossFit.ridge(choices, (row, item) -> {
            double[] features = new double[items + positions];
            features[item] = 1;
            features[items + position(log, row, positions)] = 1;
            return features;
        });
    }

    private static int position(CsvTable log, int row, int positions) {
        int column = ChoiceTables.column(log, "position");
        double position = log.number(row, column, 0, positions - 1);
        if (position != Math.rint(position)) {
            throw log.wrong(row, column, "must be a whole number, is " + position);
        }
        return (int) position;
    }

    private static List<String> items(CsvTable table) {
        int column = ChoiceTables.column(table, "item_id");
        List<String> items = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            String item = table.cell(row, column).strip();
            if (items.contains(item)) {
                throw table.wrong(row, column, "is there twice: '" + item + "'");
            }
            items.add(item);
        }
        if (items.isEmpty()) {
            throw table.wrong("has no rows");
        }
        return items;
    }

    /** Numbers by position, then by item in the order of {@code wanted}. */
    private static double[][] positions(CsvTable table, List<String> items, double least, List<String> wanted) {
        int positions = table.header().size() - 1;
        double[][] numbers = new double[positions][wanted.size()];
        for (int p = 0; p < positions; p++) {
            int column = ChoiceTables.column(table, POSITION + p);
            for (int i = 0; i < wanted.size(); i++) {
                int row = items.indexOf(wanted.get(i));
                if (row < 0) {
                    throw table.wrong("has no row for item " + Wording.plain(wanted.get(i)));
                }
                numbers[p][i] = table.number(row, column, least, Double.MAX_VALUE);
            }
        }
        if (positions == 0) {
            throw table.wrong("has no column pos0");
        }
        return numbers;
    }

    private static double[][] normalised(CsvTable table, double[][] shares) {
        for (int p = 0; p < shares.length; p++) {
            double sum = 0;
            for (double share : shares[p]) {
                sum += share;
            }
            if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
                throw table.wrong("column pos" + p + " must sum to above 0, sums to " + sum);
            }
            for (int i = 0; i < shares[p].length; i++) {
                shares[p][i] /= sum;
            }
        }
        return shares;
    }
}
