package io.granger.routing;

/**
 * Keyed uniform numbers: the same decision and purpose always give the same number, another purpose an independent
 * one. The hub's are HMACs under the secret of the installation.
 */
public interface Draws {
    /** Purpose of the heuristic's choice. */
    String HEURISTIC = "heuristic";
    /** Purpose of the choice of a policy that acts. */
    String POLICY = "policy";
    /** Purpose of the choice of a policy that does not act. */
    String SHADOW = "shadow";
    /** Purpose of the jitter before a retry. */
    String BACKOFF = "backoff";

    /** The number of this decision and purpose, in [0, 1). */
    double uniform(String decisionId, String purpose);

    /** Names the secret, and gives nothing of it away. */
    String seedId();
}
