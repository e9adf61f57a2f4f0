package io.granger.hub.cli;

import io.granger.routing.simulation.FeatureColumn;
import io.granger.routing.simulation.RecordedTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import vowpalWabbit.learner.VWLearners;
import vowpalWabbit.learner.VWMulticlassLearner;

/** The rows of a table as Vowpal Wabbit's {@code --cbify} reads them: it sees the class of a row, and learns from its own guess only. */
final class WabbitExamples {
    private static final double MOST_SPREADS = 4;

    private final int[] labels;
    private final String[] lines;

    /**
     * @param standardised whether numbers are z-scores against the whole table, cut at four
     */
    WabbitExamples(RecordedTable table, boolean standardised) {
        labels = new int[table.rows()];
        lines = new String[table.rows()];
        List<double[]> scale = new ArrayList<>();
        for (FeatureColumn column : table.features()) {
            scale.add(
                    column instanceof FeatureColumn.Numeric numeric && standardised
                            ? meanAndDeviation(numeric.values())
                            : new double[] {0, 1});
        }
        for (int row = 0; row < lines.length; row++) {
            labels[row] = label(table.rewards()[row], row);
            StringJoiner line = new StringJoiner(" ", labels[row] + " |f ", "");
            for (int i = 0; i < scale.size(); i++) {
                feature(table.features().get(i), row, scale.get(i), line);
            }
            lines[row] = line.toString();
        }
    }

    /** Ways to explore, rates of learning and products of features: the grid of the reference rows beside the data. */
    static List<String> grid(int arms) {
        List<String> grid = new ArrayList<>();
        for (String rate : List.of("0.1", "0.5", "2")) {
            String common = "--quiet --cbify " + arms + " --cb_explore_adf -b 20 -l " + rate + " ";
            grid.add(common + "--epsilon 0");
            grid.add(common + "--epsilon 0.05");
            grid.add(common + "--squarecb");
            grid.add(common + "--regcbopt --mellowness 0.001");
            grid.add(common + "--cover 4 --psi 0.1 --nounif");
            grid.add(common + "--bag 4 --greedify");
            if (!rate.equals("2")) {
                grid.add(common + "-q :: --epsilon 0");
                grid.add(common + "-q :: --squarecb");
            }
        }
        return grid;
    }

    /** Share of the rows it guessed wrong, each before it learnt from it. */
    double progressiveLoss(String arguments, int[] order) {
        int wrong = 0;
        try (VWMulticlassLearner vw = VWLearners.create(arguments)) {
            for (int row : order) {
                wrong += vw.learn(lines[row]) == labels[row] ? 0 : 1;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return wrong / (double) order.length;
    }

    private static int label(double[] rewards, int row) {
        int label = 0;
        for (int arm = 0; arm < rewards.length; arm++) {
            if (rewards[arm] == 1 && label == 0) {
                label = arm + 1;
            } else if (rewards[arm] != 0) {
                throw new CommandFailed(
                        Exit.FAILED, "row " + row + " must have one arm with reward 1 and all others 0");
            }
        }
        return label;
    }

    private static void feature(FeatureColumn column, int row, double[] scale, StringJoiner line) {
        switch (column) {
            case FeatureColumn.Numeric numeric -> {
                double value = (numeric.values()[row] - scale[0]) / scale[1];
                if (!Double.isNaN(value)) {
                    double cut = scale[1] == 1 ? value : Math.clamp(value, -MOST_SPREADS, MOST_SPREADS);
                    line.add(token(numeric.name()) + ":" + (float) cut);
                }
            }
            case FeatureColumn.Category category ->
                line.add(token(category.name() + "=" + category.values().get(row)));
            case FeatureColumn.Text text -> line.add(token(text.values().get(row)));
        }
    }

    /** A name of a feature may hold neither of the signs that end one; words of a text become features of their own. */
    private static String token(String text) {
        return text.replace(':', '_').replace('|', '_').replace('\n', ' ');
    }

    private static double[] meanAndDeviation(double[] values) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                squares += value * value;
                count++;
            }
        }
        double mean = sum / Math.max(1, count);
        double variance = squares / Math.max(1, count) - mean * mean;
        return new double[] {mean, variance > 0 ? Math.sqrt(variance) : 1};
    }
}
