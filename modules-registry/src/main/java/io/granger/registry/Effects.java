package io.granger.registry;

import java.util.Locale;
import java.util.Optional;

/** What a capability does to the world outside, which says whether a call may be repeated. */
public enum Effects {
    /** Nothing; repeat at will. */
    NONE,
    /** Something that the effect key makes happen once only. */
    KEYED,
    /** Something that must not happen twice; never repeated after an unknown outcome. */
    UNSAFE;

    /** The word used in registrations. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The effects of that word, or empty. */
    public static Optional<Effects> of(String word) {
        for (Effects effects : values()) {
            if (effects.word().equals(word)) {
                return Optional.of(effects);
            }
        }
        return Optional.empty();
    }
}
