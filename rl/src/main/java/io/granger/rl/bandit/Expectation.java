package io.granger.rl.bandit;

/** What all beliefs of a key's {@link Bank} together expect of one arm, and how sure they are. Not thread-safe. */
final class Expectation {

    /*
     * Expected is what the beliefs expect, weighed by how far the bank trusts them; the variance is that of the mixture: what
     * each does not know, and how far they are apart. That features matter little was found where the arm was tried; in a
     * state that is foreign to it, the levels and the cautious beliefs give way to the others: with h = x' A^-1 x of the least
     * cautious linear one, what is left of their weights is 1 / (1 + foreignness * h).
     *
     * What a model has yet to forget is made up for along the one direction looked at: with f what is left of a row,
     * precisions add up as f / variance + (1 - f) / prior variance.
     */

    private final Bank bank;
    private final Design design;
    private final double[] means;
    private final double[] shares;
    private double mean;
    private double variance;
    private double rows;
    private double lookedMean;
    private double lookedVariance;
    private double openVariance;

    /** What this bank expects of the row that is placed in this design. */
    Expectation(Bank bank, Design design) {
        this.bank = bank;
        this.design = design;
        this.means = new double[bank.size()];
        this.shares = new double[bank.size()];
    }

    /**
     * Works out {@link #mean} and {@link #variance} of a weighted sum of an arm's targets.
     *
     * @param noise standard deviation of that sum
     */
    void look(ArmModel arm, double[] weights, double noise, long round, Forgetting forgetting) {
        weigh(arm);
        double levelsLeft = arm.levelsLeft(round, forgetting);
        double modelsLeft = arm.modelsLeft(round, forgetting);
        double asked = 0;
        mean = 0;
        variance = 0;
        rows = arm.level(0).precision(bank.forgets(0) ? levelsLeft : 1);
        for (int i = 0; i < bank.levels(); i++) {
            double left = bank.forgets(i) ? levelsLeft : 1;
            means[i] = arm.level(i).mean(weights, left);
            asked += shares[i];
            mean += shares[i] * means[i];
            variance += shares[i] / arm.level(i).precision(left);
        }
        for (int i = bank.levels(); i < shares.length; i++) {
            if (shares[i] >= Bank.LEAST_WEIGHT) {
                lookAtModel(arm, i - bank.levels(), weights, bank.forgets(i) ? modelsLeft : 1);
                means[i] = lookedMean;
                asked += shares[i];
                mean += shares[i] * lookedMean;
                variance += shares[i] * lookedVariance;
            }
        }
        mean /= asked;
        variance = (variance + (noise > 0 ? apart() / (noise * noise) : 0)) / asked;
    }

    /** How far each belief counts here: what the levels and the cautious ones give up in a foreign state goes to the others. */
    private void weigh(ArmModel arm) {
        openVariance = arm.linear(0).variance(design.x());
        double kept = 1 / (1 + bank.foreignness() * openVariance);
        double open = 0;
        for (int i = 0; i < shares.length; i++) {
            open += bank.isOpen(i) ? bank.weight(i) : 0;
        }
        double gain = 1 + (1 - kept) * (1 - open) / open;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = bank.weight(i) * (bank.isOpen(i) ? gain : kept);
        }
    }

    /** Until there are waves, who believes in them has the first linear model. */
    private void lookAtModel(ArmModel arm, int i, double[] weights, double left) {
        int ofWaved = i - bank.linear();
        boolean isWaving = ofWaved >= 0 && arm.isWaved();
        double[] seen = isWaving ? design.waved(ofWaved) : design.x();
        RidgeModel model = isWaving ? arm.waved(ofWaved) : arm.linear(ofWaved < 0 ? i : 0);
        model.look(seen);
        lookedMean = model.mean(weights);
        lookedVariance = model == arm.linear(0) ? openVariance : model.variance();
        if (left < 1) {
            double old = left / lookedVariance;
            double prior = (1 - left) / model.priorVariance();
            lookedMean = (old * lookedMean + prior * model.priorMean(weights)) / (old + prior);
            lookedVariance = 1 / (old + prior);
        }
    }

    private double apart() {
        double apart = 0;
        for (int i = 0; i < shares.length; i++) {
            if (i < bank.levels() || shares[i] >= Bank.LEAST_WEIGHT) {
                apart += shares[i] * squared(means[i] - mean);
            }
        }
        return apart;
    }

    private static double squared(double value) {
        return value * value;
    }

    /** The expectation last worked out. */
    double mean() {
        return mean;
    }

    /** Its variance, in units of the noise variance. */
    double variance() {
        return variance;
    }

    /** Rows of the arm, as the first level remembers them, and those its prior counts for. */
    double rows() {
        return rows;
    }
}
