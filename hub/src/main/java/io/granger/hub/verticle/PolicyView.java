package io.granger.hub.verticle;

/** What operators see of the policy that serves. */
public interface PolicyView {
    /** Its name. */
    String policy();

    /** Online updates since its version was made. */
    long revision();
}
