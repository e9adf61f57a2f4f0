package io.granger.hub.task;

/**
 * Why a task did not complete.
 *
 * @param code {@code deadline}, {@code exhausted}, {@code cancelled} or the failure's class
 * @param message one sentence
 */
public record TaskError(String code, String message) {}
