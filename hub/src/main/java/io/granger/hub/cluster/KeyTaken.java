package io.granger.hub.cluster;

/** Says that an idempotency key was used at another hub before. */
public final class KeyTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SharedKey inForce;

    KeyTaken(SharedKey inForce) {
        super("taken by task " + inForce.key().taskId() + " at " + inForce.owner());
        this.inForce = inForce;
    }

    /** Which task has it. */
    public SharedKey inForce() {
        return inForce;
    }
}
