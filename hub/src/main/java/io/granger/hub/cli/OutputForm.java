package io.granger.hub.cli;

import java.util.Locale;

/** What a verb prints: words and tables for a person, or the hub's JSON for a program. */
enum OutputForm {
    TABLE,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
