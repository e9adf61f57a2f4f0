package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import java.util.Arrays;

/**
 * The beliefs that the arms of a key have in common: how firmly each is held beforehand, and how far each is trusted. First a bare
 * level, then linear models of growing caution, last waves over the state beside the least cautious of them. Not thread-safe.
 */
final class Bank {

    /*
     * Each belief foretells the targets of the arm that was chosen before it learns them. The weights are those of a Bayesian
     * mixture with Gaussian noise, loss (r - mean)^2 / (2 noise) averaged over the targets, which move together, with a fixed
     * share for drift. That rows were chosen by ourselves does not matter to a likelihood. Losses are sums, so those that
     * members found add up. The level starts with a hundredth of the others' weight: in the first rows all foretell equally
     * badly, and who looks at no feature learns nothing of them.
     */

    /** A belief that is trusted less is not asked what it expects. */
    static final double LEAST_WEIGHT = 0.01;

    private static final double LEVEL_PRIOR = 0.01;
    private static final double SHARE = 0.001;
    private static final double WAVE_PRECISION = 1;
    private static final double LEAST_NOISE = 1e-4;

    private final double[][] linear;
    private final double[] waved;
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
        this.linear = new double[settings.cautions().size()][];
        for (int i = 0; i < linear.length; i++) {
            linear[i] = settings.precisions(settings.cautions().get(i), stateWidth, armWidth);
        }
        int width = linear[0].length;
        this.waved = settings.waves() == 0 ? new double[0] : Arrays.copyOf(linear[0], width + settings.waves());
        Arrays.fill(waved, Math.min(width, waved.length), waved.length, WAVE_PRECISION);
        double[] prior = new double[1 + linear.length + (settings.waves() > 0 ? 1 : 0)];
        Arrays.fill(prior, 1);
        prior[0] = LEVEL_PRIOR;
        this.trust = new Hedge(prior, SHARE);
        this.losses = new double[prior.length];
    }

    /** How many beliefs there are. */
    int size() {
        return losses.length;
    }

    /** How many linear ones. */
    int linear() {
        return linear.length;
    }

    /** Prior precision of each coefficient of a linear belief. */
    double[] precisions(int ofLinear) {
        return linear[ofLinear];
    }

    /** The same of the belief with waves; without any when there is none. */
    double[] wavedPrecisions() {
        return waved;
    }

    /** Prior precision of each wave. */
    double[] ofWaves() {
        return Arrays.copyOfRange(waved, Math.min(linear[0].length, waved.length), waved.length);
    }

    double weight(int belief) {
        return trust.weight(belief);
    }

    /** Variance, in units of the noise, of what is expected of an arm that nobody tried. */
    double priorVariance(double[] x, double[] z) {
        double sum = trust.weight(0);
        for (int i = 0; i < linear.length; i++) {
            sum += trust.weight(1 + i) * spreadOf(x, linear[i]);
        }
        return size() > 1 + linear.length ? sum + trust.weight(1 + linear.length) * spreadOf(z, waved) : sum;
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
