package io.granger.sdk;

/** Does the work of one call on a worker thread, and may block there. */
@FunctionalInterface
public interface CallHandler {

    /**
     * Answers one call. At the call's deadline the thread is interrupted and the hub is told {@code timeout}; whatever comes back
     * after that is dropped.
     *
     * @throws Exception becomes an answer of class {@code internal}, retryable; its stack trace stays in the spoke's own log
     */
    Answer answer(Call call) throws Exception;
}
