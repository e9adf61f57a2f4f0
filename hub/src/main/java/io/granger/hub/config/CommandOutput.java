package io.granger.hub.config;

/** How the output of a command spoke is made of what the program writes. */
public sealed interface CommandOutput {
    /** An object with one field, which holds what the program wrote to its standard output as UTF-8 text. */
    record Text(String field) implements CommandOutput {
        public Text {
            if (!field.matches("[A-Za-z0-9_.-]{1,64}")) {
                throw new BadSetting(
                        "output", "must name a field of 1 to 64 of A-Z, a-z, 0-9, '_', '.' and '-', got " + field);
            }
        }
    }

    /** What the program wrote to its standard output, which is a JSON object. */
    record Json() implements CommandOutput {}
}
