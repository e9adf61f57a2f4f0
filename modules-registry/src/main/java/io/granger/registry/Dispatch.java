package io.granger.registry;

/**
 * One call that may be sent: a slot of an instance, taken until it is released or abandoned.
 *
 * @param probe number of the breaker's probe that this call is; 0 when it is none
 */
public record Dispatch(String spokeId, String instance, String address, long probe) {
    /** A call that is no probe. */
    public Dispatch(String spokeId, String instance, String address) {
        this(spokeId, instance, address, 0);
    }

    /** Whether its answer decides about the breaker. */
    public boolean isProbe() {
        return probe != 0;
    }
}
