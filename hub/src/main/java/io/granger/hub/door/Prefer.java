package io.granger.hub.door;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code Prefer: wait=SECONDS} header (RFC 7240); anything else in it is ignored, as the RFC asks. */
final class Prefer {
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,4})\"?");
    private static final long SECONDS_MAX = 60;

    private Prefer() {}

    static Optional<Long> waitMs(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        var match = WAIT.matcher(header);
        return match.find()
                ? Optional.of(Math.min(SECONDS_MAX, Long.parseLong(match.group(1))) * 1000)
                : Optional.empty();
    }
}
