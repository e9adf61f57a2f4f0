package io.granger.routing;

/**
 * Which arm of a rollout a key is on.
 *
 * <p>Both numbers are keyed uniforms of the task's key (CONTRACT section 6, "Shares"), so a key always falls on the
 * same side, and raising the share only adds keys to the treatment. Pure; safe from any thread.
 */
public final class Assignment {
    private Assignment() {}

    /**
     * The arm of a key.
     *
     * @param uHoldout uniform of the key under the salt {@code holdout}, in [0, 1)
     * @param uRollout uniform of the key under the id of the rollout, in [0, 1)
     * @param share of all keys, in [0, 1 - holdout]; not looked at in mode rl, whose share is {@code 1 - holdout}
     * @param holdout share of the keys that never meet a policy, in [0, 1)
     */
    public static Arm arm(double uHoldout, double uRollout, double share, double holdout, RoutingMode mode) {
        requireUniform("uHoldout", uHoldout);
        requireUniform("uRollout", uRollout);
        return switch (mode) {
            case HEURISTIC, SHADOW -> Arm.NONE;
            case CANARY -> canary(uHoldout, uRollout, share, holdout);
            case RL -> canary(uHoldout, uRollout, 1 - holdout, holdout);
        };
    }

    /** The share if it is in [0, 1 - holdout], else an exception that says so: {@code share-out-of-range}. */
    public static double requireShare(double share, double holdout) {
        if (!(holdout >= 0 && holdout < 1)) {
            throw new IllegalArgumentException("holdout must be in [0, 1), is " + holdout);
        }
        if (!(share >= 0 && share <= 1 - holdout)) {
            throw new IllegalArgumentException("share must be in [0, " + (1 - holdout) + "], is " + share);
        }
        return share;
    }

    private static Arm canary(double uHoldout, double uRollout, double share, double holdout) {
        requireShare(share, holdout);
        if (uHoldout < holdout) {
            return Arm.HOLDOUT;
        }
        return uRollout < share / (1 - holdout) ? Arm.TREATMENT : Arm.CONTROL;
    }

    private static void requireUniform(String name, double u) {
        if (!(u >= 0 && u < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), is " + u);
        }
    }
}
