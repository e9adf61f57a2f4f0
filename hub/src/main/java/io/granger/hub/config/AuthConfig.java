package io.granger.hub.config;

import java.util.List;

/**
 * Section {@code auth}: who may ask. Takes effect at start.
 *
 * @param mode {@code none}; {@code token} is refused until this version has it
 */
public record AuthConfig(String mode) {
    /** Everybody on this machine. */
    public static final AuthConfig DEFAULT = new AuthConfig("none");

    public AuthConfig {
        BadSetting.requireWord("mode", mode, List.of("none", "token"));
        if (mode.equals("token")) {
            throw new BadSetting("mode", "cannot be token in this version; use none, with every listener on loopback");
        }
    }

    static AuthConfig read(Section section) {
        return new AuthConfig(section.text("mode", DEFAULT.mode));
    }
}
