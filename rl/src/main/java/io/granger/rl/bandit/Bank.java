package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import java.util.Arrays;

/**
 * The beliefs that the arms of a key have in common: how firmly each is held beforehand, and how far each is trusted. First bare
 * levels, then linear models of growing caution, last waves beside the first of them. Not thread-safe.
 */
final class Bank {

    /*
     * Each belief foretells the targets of the arm that was chosen before it learns them. The weights are those of a Bayesian
     * mixture with Gaussian noise, loss (r - mean)^2 / (2 noise) averaged over the targets, which move together, with a fixed
     * share for drift. That rows were chosen by ourselves does not matter to a likelihood. Losses are sums, so those that
     * members found add up.
     */

    /** A belief that is trusted less is not asked what it expects. */
    static final double LEAST_WEIGHT = 0.01;

    private static final double SHARE = 0.001;
    private static final double WAVE_PRECISION = 1;
    private static final double LEAST_NOISE = 1e-4;

    private final Beliefs beliefs;
    private final int levels;
    private final double[][] precisions;
    private final boolean[] forgets;
    private final boolean[] isOpen;
    private final Hedge trust;
    private final double[] losses;
    private final Residuals residuals;
    private final Boldness boldness;
    private final double foreignness;

    /** Beliefs over rows of so many features, of which nothing is known. */
    Bank(LinearArmsSettings settings, int targets, int stateWidth, int armWidth) {
        this.residuals = new Residuals(targets, settings.noise(), settings.memory());
        this.boldness = new Boldness(settings.boldness());
        this.foreignness = settings.foreignness();
        this.beliefs = settings.beliefs();
        this.levels = beliefs.levels().size();
        this.precisions = new double[beliefs.size() - levels][];
        this.forgets = new boolean[beliefs.size()];
        this.isOpen = new boolean[beliefs.size()];
        Beliefs.Linear first = beliefs.linear().getFirst();
        for (int i = 0; i < beliefs.size(); i++) {
            int model = i - levels;
            if (model < 0) {
                forgets[i] = beliefs.levels().get(i).forgets();
            } else if (model < linear()) {
                Beliefs.Linear belief = beliefs.linear().get(model);
                precisions[model] = settings.precisions(belief.caution(), stateWidth, armWidth);
                forgets[i] = belief.forgets();
                isOpen[i] = belief.caution() == first.caution();
            } else {
                int width = precisions[0].length;
                precisions[model] = Arrays.copyOf(precisions[0], width + wavesOf(model));
                Arrays.fill(precisions[model], width, precisions[model].length, WAVE_PRECISION);
                forgets[i] = first.forgets();
                isOpen[i] = true;
            }
        }
        this.trust = new Hedge(beliefs.priors(), SHARE);
        this.losses = new double[beliefs.size()];
    }

    private Bank(Bank of) {
        this.beliefs = of.beliefs;
        this.levels = of.levels;
        this.precisions = of.precisions;
        this.forgets = of.forgets;
        this.isOpen = of.isOpen;
        this.trust = of.trust.copy();
        this.losses = of.losses.clone();
        this.residuals = of.residuals.copy();
        this.boldness = of.boldness.copy();
        this.foreignness = of.foreignness;
    }

    /** What it knows now. */
    Bank copy() {
        return new Bank(this);
    }

    private int wavesOf(int model) {
        return beliefs.waved().get(model - linear()).waves();
    }

    /** How many beliefs there are. */
    int size() {
        return losses.length;
    }

    /** How many bare levels. */
    int levels() {
        return levels;
    }

    /** How many linear ones without waves. */
    int linear() {
        return beliefs.linear().size();
    }

    /** How many in waves. */
    int waved() {
        return beliefs.waved().size();
    }

    /** What they look at. */
    Beliefs beliefs() {
        return beliefs;
    }

    /** Whether what a belief learnt fades. */
    boolean forgets(int belief) {
        return forgets[belief];
    }

    /** Whether a belief is no more cautious than any. */
    boolean isOpen(int belief) {
        return isOpen[belief];
    }

    /** Prior precision of each coefficient of a linear belief, those in waves after those without. */
    double[] precisions(int ofModel) {
        return precisions[ofModel];
    }

    /** Prior precision of each wave of a belief in waves. */
    double[] ofWaves(int ofWaved) {
        double[] of = precisions[linear() + ofWaved];
        return Arrays.copyOfRange(of, precisions[0].length, of.length);
    }

    double weight(int belief) {
        return trust.weight(belief);
    }

    /** Variance, in units of the noise, of what is expected of an arm that nobody tried. */
    double priorVariance(Design design) {
        double sum = 0;
        for (int i = 0; i < levels; i++) {
            sum += trust.weight(i);
        }
        for (int i = 0; i < precisions.length; i++) {
            sum += trust.weight(levels + i) * spreadOf(seenBy(i, design), precisions[i]);
        }
        return sum;
    }

    private double[] seenBy(int model, Design design) {
        return model < linear() ? design.x() : design.waved(model - linear());
    }

    private static double spreadOf(double[] x, double[] precisions) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * x[i] / precisions[i];
        }
        return sum;
    }

    /** What a belief loses by these errors. */
    double loss(double[] errors) {
        double sum = 0;
        for (int t = 0; t < errors.length; t++) {
            sum += errors[t] * errors[t] / Math.max(LEAST_NOISE, residuals.variance(t));
        }
        return sum / (2 * errors.length);
    }

    /** What each belief lost by the row learnt last, to be filled in. */
    double[] losses() {
        return losses;
    }

    /** Takes in the {@link #losses} of a row, and the errors of the mixture. */
    void learn(double[] errors) {
        residuals.observe(errors);
        trust.observe(losses);
    }

    /** Takes in what others found: their rows' errors, what each belief lost by them, what being bolder would have earned. */
    void merge(RowSums rows, double[] lost, double advantage) {
        residuals.merge(rows);
        trust.observe(lost);
        boldness.observe(advantage);
    }

    /** How soon the cautious give way where an arm is in a state unlike those it was tried in. */
    double foreignness() {
        return foreignness;
    }

    /** What is left unexplained. */
    Residuals residuals() {
        return residuals;
    }

    /** How bold choices are. */
    Boldness boldness() {
        return boldness;
    }

    void save(SnapshotWriter to) {
        residuals.save(to);
        trust.save(to);
        boldness.save(to);
    }

    void restore(SnapshotReader from) {
        residuals.restore(from);
        trust.restore(from);
        boldness.restore(from);
    }
}
