package io.granger.rl.ope;

/**
 * One logged choice with its reward, seen by the target policy.
 *
 * <p>Symbols of the literature: action {@code a}, reward {@code r}, propensity {@code p = pi_b(a | x)}, target {@code pi(. | x)},
 * model {@code q(x, .)}, importance weight {@code w = pi(a | x) / p}. The arrays are copied in and never handed out. Immutable.
 */
public final class LoggedChoice {

    private static final double SUM_TOLERANCE = 1e-6;

    private final int action;
    private final double reward;
    private final double propensity;
    private final double[] target;
    private final double[] model;

    /**
     * @param action index of what was chosen
     * @param reward in [0, 1]
     * @param propensity probability with which it was chosen, in (0, 1]
     * @param target probability that the target policy gives each action; sums to 1
     * @param model reward expected of each action by a model that was not fitted to this row; empty where there is none
     */
    public LoggedChoice(int action, double reward, double propensity, double[] target, double[] model) {
        if (action < 0 || action >= target.length) {
            throw new IllegalArgumentException(
                    "action must be in [0, " + target.length + "), the actions of the target, is " + action);
        }
        if (!(reward >= 0 && reward <= 1)) {
            throw new IllegalArgumentException("reward must be in [0, 1], is " + reward);
        }
        if (!(propensity > 0 && propensity <= 1)) {
            throw new IllegalArgumentException("propensity must be in (0, 1], is " + propensity);
        }
        double sum = 0;
        for (double probability : target) {
            if (!(probability >= 0)) {
                throw new IllegalArgumentException("target probability must be at least 0, is " + probability);
            }
            sum += probability;
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException("target probabilities must sum to 1, sum to " + sum);
        }
        requireModel(model, target.length);
        this.action = action;
        this.reward = reward;
        this.propensity = propensity;
        this.target = target.clone();
        this.model = model.clone();
    }

    private static void requireModel(double[] model, int actions) {
        if (model.length != 0 && model.length != actions) {
            throw new IllegalArgumentException("model must value " + actions + " actions, values " + model.length);
        }
        for (double value : model) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("model value must be finite, is " + value);
            }
        }
    }

    /** The same choice with the values of another model. */
    public LoggedChoice withModel(double[] values) {
        return new LoggedChoice(action, reward, propensity, target, values);
    }

    /** Index of what was chosen. */
    public int action() {
        return action;
    }

    /** {@code r}. */
    public double reward() {
        return reward;
    }

    /** {@code p}. */
    public double propensity() {
        return propensity;
    }

    /** How many actions there were. */
    public int actions() {
        return target.length;
    }

    /** {@code pi(action | x)}. */
    public double target(int action) {
        return target[action];
    }

    /** {@code w = pi(a | x) / p}. */
    public double weight() {
        return target[action] / propensity;
    }

    /** Whether a model values the actions. */
    public boolean hasModel() {
        return model.length > 0;
    }

    /** {@code q(x, a)} of what was chosen. */
    public double modelOfChosen() {
        return modelOf(action);
    }

    /** {@code q(x, action)}. */
    public double modelOf(int action) {
        if (model.length == 0) {
            throw new IllegalStateException("no model values this choice");
        }
        return model[action];
    }

    /** {@code sum over actions of pi(a | x) q(x, a)}: what the model expects of the target policy here. */
    public double modelOfTarget() {
        double sum = 0;
        for (int a = 0; a < target.length; a++) {
            sum += target[a] * modelOf(a);
        }
        return sum;
    }
}
