package io.granger.hub.task;

import io.granger.task.FailureClass;

/**
 * The last failure of a task's standing step.
 *
 * @param failureClass what kind
 * @param message the spoke's or the hub's words
 * @param retryable whether the same call may succeed when repeated
 */
public record StepFailure(FailureClass failureClass, String message, boolean retryable) {}
