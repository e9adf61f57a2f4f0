package io.granger.hub.task;

import java.util.Optional;

/**
 * How a task ended.
 *
 * @param atMs epoch milliseconds
 * @param error absent when it completed
 */
public record TaskEnd(long atMs, Optional<TaskError> error) {}
