package io.granger.rl.ope;

/**
 * Estimates the value of a target policy, its mean reward per choice, from a log of another policy.
 *
 * <p>Letters in the formulas of the estimators: mean over the log's rows {@code mean(..)}, reward {@code r}, importance weight
 * {@code w = pi(a | x) / p}, model {@code q(x, a)}, and {@code q(x, pi) = sum over a of pi(a | x) q(x, a)}. Those that use
 * {@code q} need a log with a model ({@link CrossFit} makes one). Pure; safe from any thread.
 */
public interface Estimator {

    /** The name the field gives it, with its parameter where it has one, such as {@code switch_dr_10}. */
    String name();

    /** The estimated value. */
    double estimate(ChoiceLog log);
}
