package io.granger.hub.verticle;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;

/** The cluster could not be asked about a task, so that nobody can say here that there is none. */
public final class NotAsked extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    NotAsked(ErrorCode code, String why) {
        super(why);
        this.code = code;
    }

    /** What is answered when this hub does not know the task itself. */
    public ApiError refusal() {
        return ApiError.of(code, String.valueOf(getMessage())).retryAfter(1);
    }
}
