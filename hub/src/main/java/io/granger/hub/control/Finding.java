package io.granger.hub.control;

/**
 * What the observations of a place show so far.
 *
 * @param sentence the same for people
 */
public record Finding(Kind kind, String sentence) {
    /** What follows from it. */
    public enum Kind {
        /** Nothing yet. */
        OPEN,
        /** Shadow saw enough keys and nothing broke. */
        READY,
        /** The policy is better than what it is compared with. */
        BETTER,
        /** It is worse. */
        HARM
    }
}
