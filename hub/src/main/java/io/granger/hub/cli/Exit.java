package io.granger.hub.cli;

/** How a verb ended, as the exit code that scripts rely on. */
enum Exit {
    OK(0),
    FAILED(1),
    USAGE(2),
    NOT_FOUND(3),
    DENIED(4),
    TIMED_OUT(5),
    DATA_IN_USE(75),
    CONFIGURATION(78);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The exit for an HTTP status of 400 and above. */
    static Exit ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> DENIED;
            case 404 -> NOT_FOUND;
            case 408, 504 -> TIMED_OUT;
            default -> FAILED;
        };
    }
}
