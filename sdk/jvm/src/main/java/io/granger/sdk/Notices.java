package io.granger.sdk;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a spoke says in its log: each kind of trouble once until it is over, so that a hub that is away does not fill a disk. Safe from any thread. */
final class Notices {

    private static final int MAX_KINDS = 1_000;

    private final Logger log;
    private final String subject;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    Notices(Class<?> source, String subject) {
        this.log = System.getLogger(source.getName());
        this.subject = subject;
    }

    void say(String text) {
        log.log(Level.INFO, subject + ": " + text);
    }

    void once(String kind, String text) {
        if (said.size() < MAX_KINDS && said.add(kind)) {
            log.log(Level.WARNING, subject + ": " + text);
        }
    }

    void once(String kind, String text, Throwable cause) {
        if (said.size() < MAX_KINDS && said.add(kind)) {
            log.log(Level.WARNING, subject + ": " + text, cause);
        }
    }

    /** The trouble of this kind is over; says so if it had been said, and the next one is said again. */
    void over(String kind, String text) {
        if (said.remove(kind)) {
            log.log(Level.INFO, subject + ": " + text);
        }
    }
}
