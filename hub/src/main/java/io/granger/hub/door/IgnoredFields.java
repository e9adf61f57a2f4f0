package io.granger.hub.door;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fields that spokes send and nobody knows: counted, and logged once for each spoke version. Owner thread only. */
final class IgnoredFields {
    private static final Logger LOG = LoggerFactory.getLogger(IgnoredFields.class);
    private static final int KNOWN_MAX = 10_000;

    private final Set<String> logged = new HashSet<>();
    private long count;

    void note(String who, String field) {
        count++;
        if (logged.size() < KNOWN_MAX && logged.add(who + "/" + field)) {
            LOG.info("{} sends field {}, which is unknown here and ignored", who, field);
        }
    }

    long count() {
        return count;
    }
}
