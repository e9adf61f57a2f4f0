package io.granger.hub.cli;

import io.granger.rl.ope.ChoiceLog;
import io.granger.rl.ope.CrossFit;
import io.granger.rl.ope.LoggedChoice;
import java.util.ArrayList;
import java.util.List;

/** Reads a log with the target policy in it: {@code action, reward, pscore, pi_ARM.., qhat_ARM..?, x:NAME..?}. */
final class ChoiceTables {
    private static final String TARGET = "pi_";
    private static final String MODEL = "qhat_";
    private static final String CONTEXT = "x:";
    /** Up to this many features each action has coefficients of its own for the context. */
    private static final int MOST_FEATURES = 200;

    private final CsvTable table;
    private final List<String> arms = new ArrayList<>();
    private final List<Integer> targets = new ArrayList<>();
    private final List<Integer> contexts = new ArrayList<>();

    private ChoiceTables(CsvTable table) {
        this.table = table;
        for (int column = 0; column < table.header().size(); column++) {
            String name = table.header().get(column);
            if (name.startsWith(TARGET) && name.length() > TARGET.length()) {
                arms.add(name.substring(TARGET.length()));
                targets.add(column);
            } else if (name.startsWith(CONTEXT)) {
                contexts.add(column);
            } else if (!name.startsWith(MODEL)
                    && !List.of("action", "reward", "pscore").contains(name)) {
                throw table.wrong(column, "is no column of a log: action, reward, pscore, pi_ARM, qhat_ARM, x:NAME");
            }
        }
        if (arms.isEmpty()) {
            throw table.wrong("has no column of the target policy; each arm needs one, named pi_ARM");
        }
        if (table.size() == 0) {
            throw table.wrong("has no rows");
        }
    }

    static ChoiceLog of(CsvTable table) {
        return new ChoiceTables(table).read();
    }

    private ChoiceLog read() {
        int action = column(table, "action");
        int reward = column(table, "reward");
        int propensity = column(table, "pscore");
        List<Integer> models = models();
        List<LoggedChoice> choices = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            choices.add(new LoggedChoice(
                    place(table, row, action, arms, "arm"),
                    table.number(row, reward, 0, 1),
                    propensity(table, row, propensity),
                    target(row),
                    numbers(row, models, -Double.MAX_VALUE, Double.MAX_VALUE)));
        }
        ChoiceLog log = new ChoiceLog(choices);
        return models.isEmpty() ? CrossFit.ridge(log, this::features) : log;
    }

    private List<Integer> models() {
        List<Integer> models = new ArrayList<>();
        for (String arm : arms) {
            int column = table.header().indexOf(MODEL + arm);
            if (column >= 0) {
                models.add(column);
            }
        }
        long given =
                table.header().stream().filter(name -> name.startsWith(MODEL)).count();
        if (given != 0 && (given != arms.size() || models.size() != arms.size())) {
            throw table.wrong("has " + given + " columns qhat_ARM for " + arms.size() + " arms; give all or none");
        }
        return models;
    }

    private double[] target(int row) {
        double[] target = numbers(row, targets, 0, Double.MAX_VALUE);
        double sum = 0;
        for (double share : target) {
            sum += share;
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw table.wrong(row, targets.getFirst(), "and the other pi_ARM must sum to above 0, sum to " + sum);
        }
        for (int i = 0; i < target.length; i++) {
            target[i] /= sum;
        }
        return target;
    }

    private double[] numbers(int row, List<Integer> columns, double least, double most) {
        double[] numbers = new double[columns.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = table.number(row, columns.get(i), least, most);
        }
        return numbers;
    }

    /** A constant per action, and the context: x columns and the target's probabilities, which tell what the target saw. */
    private double[] features(int row, int action) {
        double[] x = numbers(row, contexts, -1e9, 1e9);
        double[] pi = target(row);
        int context = x.length + pi.length - 1;
        if (arms.size() * (1 + context) > MOST_FEATURES) {
            double[] few = new double[arms.size() + 1 + x.length];
            few[action] = 1;
            few[arms.size()] = pi[action];
            System.arraycopy(x, 0, few, arms.size() + 1, x.length);
            return few;
        }
        double[] features = new double[arms.size() * (1 + context)];
        int at = action * (1 + context);
        features[at] = 1;
        System.arraycopy(x, 0, features, at + 1, x.length);
        System.arraycopy(pi, 0, features, at + 1 + x.length, pi.length - 1);
        return features;
    }

    /** The column of this name. */
    static int column(CsvTable table, String name) {
        int column = table.header().indexOf(name);
        if (column < 0) {
            throw table.wrong("has no column " + name);
        }
        return column;
    }

    /** The number in (0, 1] in a cell. */
    static double propensity(CsvTable table, int row, int column) {
        double propensity = table.number(row, column, 0, 1);
        if (propensity == 0) {
            throw table.wrong(row, column, "must be above 0: what was done had a chance, is 0");
        }
        return propensity;
    }

    /** Which of the known names a cell holds. */
    static int place(CsvTable table, int row, int column, List<String> known, String what) {
        int place = known.indexOf(table.cell(row, column).strip());
        if (place < 0) {
            throw table.wrong(
                    row, column, "must be an " + what + " of the target policy, is '" + table.cell(row, column) + "'");
        }
        return place;
    }
}
