package io.granger.routing.simulation;

import io.granger.rl.Scores;
import io.granger.rl.bandit.Arm;
import io.granger.rl.bandit.BetaBandit;
import io.granger.rl.bandit.Choice;
import io.granger.rl.bandit.ContextualBandit;
import io.granger.rl.bandit.Exploration;
import io.granger.rl.bandit.LinearArmsSettings;
import io.granger.rl.bandit.LinearBandit;
import io.granger.rl.bandit.LinearMap;
import io.granger.rl.bandit.PartsBandit;
import java.util.Arrays;
import java.util.List;

/** Policies that learn from the reward of the arm they chose. */
final class Learner {
    private static final double PRIOR_MEAN = 0.5;
    private static final String KEY = "table";
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private Learner() {}

    /** What chooses spokes in a hub, with all the beliefs that recorded tables leave time for. */
    static TablePolicy auto(RecordedTable table, double floor) {
        RowEncoder encoder = new RowEncoder(table.features());
        List<Double> precisions = Arrays.stream(encoder.precisions()).boxed().toList();
        return parts(
                table,
                encoder,
                PartsBandit.DEFAULTS.withBeliefs(PartsBandit.WIDE).withFeatures(precisions),
                floor);
    }

    /** What chooses spokes in a hub. */
    static TablePolicy hub(RecordedTable table, double floor) {
        return parts(table, new RowEncoder(table.features()), PartsBandit.DEFAULTS, floor);
    }

    /** Ridge regression of every arm on the features as they are. */
    static TablePolicy linear(RecordedTable table, Exploration exploration, double floor) {
        RowEncoder encoder = new RowEncoder(table.features());
        double[] precisions = encoder.precisions();
        return of(
                encoder,
                new LinearBandit(
                        table.arms().size(),
                        new LinearMap(precisions.length, 1),
                        precisions,
                        PRIOR_MEAN,
                        NEVER,
                        exploration,
                        floor));
    }

    /** The hub's bandit, with the rewards of the table as all four parts. */
    private static TablePolicy parts(
            RecordedTable table, RowEncoder encoder, LinearArmsSettings settings, double floor) {
        PartsBandit bandit = new PartsBandit(settings);
        List<Arm> arms =
                table.arms().stream().map(arm -> new Arm(arm, new float[0])).toList();
        double[] evenly = new double[PartsBandit.PARTS];
        Arrays.fill(evenly, 1.0 / PartsBandit.PARTS);
        return new TablePolicy() {
            private float[] state = new float[0];
            private Scores scores = new Scores(new double[0], new double[0]);
            private double[] played = new double[0];

            @Override
            public double[] probabilities(int row) {
                state = encoder.take(row);
                scores = bandit.score(KEY, state, arms, evenly);
                played = PartsBandit.probabilities(scores);
                for (int arm = 0; arm < played.length; arm++) {
                    played[arm] = (1 - floor) * played[arm] + floor / played.length;
                }
                return played;
            }

            @Override
            public void learn(int row, int arm, double reward) {
                double[] parts = new double[PartsBandit.PARTS];
                Arrays.fill(parts, reward);
                bandit.learn(KEY, state, arms.get(arm), parts, new Choice(scores, played, arm), evenly);
            }
        };
    }

    /** Success rates of the arms under each combination of the categories. */
    static TablePolicy beta(RecordedTable table, double floor) {
        BetaBandit bandit = new BetaBandit(table.arms().size(), floor);
        double[] probabilities = new double[table.arms().size()];
        return new TablePolicy() {
            @Override
            public double[] probabilities(int row) {
                bandit.probabilities(key(table, row), probabilities);
                return probabilities;
            }

            @Override
            public void learn(int row, int arm, double reward) {
                bandit.learn(key(table, row), arm, reward);
            }
        };
    }

    private static String key(RecordedTable table, int row) {
        StringBuilder key = new StringBuilder();
        for (FeatureColumn feature : table.features()) {
            if (feature instanceof FeatureColumn.Category category) {
                key.append(category.values().get(row)).append('\u0001');
            }
        }
        return key.toString();
    }

    private static TablePolicy of(RowEncoder encoder, ContextualBandit bandit) {
        double[] probabilities = new double[bandit.arms()];
        return new TablePolicy() {
            private double[] x = new double[0];

            @Override
            public double[] probabilities(int row) {
                x = encoder.encode(row);
                bandit.probabilities(x, probabilities);
                return probabilities;
            }

            @Override
            public void learn(int row, int arm, double reward) {
                bandit.learn(x, arm, reward);
            }
        };
    }
}
