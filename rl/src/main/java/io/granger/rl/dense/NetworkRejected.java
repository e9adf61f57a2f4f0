package io.granger.rl.dense;

/** What was given is not a network that may be used; the message says what is wrong with it. */
public final class NetworkRejected extends RuntimeException {

    private static final long serialVersionUID = 1;

    NetworkRejected(String message) {
        super(message);
    }
}
