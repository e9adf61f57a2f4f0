package io.granger.hub.store;

/** Says that another hub works on a data directory; the command line ends with exit code 75. */
public final class DirectoryInUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The exit code the contract gives it. */
    public static final int EXIT_CODE = 75;

    /** Names the directory and who holds it. */
    public DirectoryInUse(String message) {
        super(message);
    }
}
