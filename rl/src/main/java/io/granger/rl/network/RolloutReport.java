package io.granger.rl.network;

/**
 * What one rollout and the training on it came to.
 *
 * @param episodes that ended in it
 * @param meanReturn of these, undiscounted; 0 when there are none
 * @param meanEntropy of the policy that made it, in nats
 * @param refused gradient steps that were not finite and changed nothing
 */
public record RolloutReport(int episodes, double meanReturn, double meanEntropy, int refused) {}
