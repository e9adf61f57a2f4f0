package io.granger.rl.ope;

import java.util.Locale;

/** What a comparison shows about the policy that is judged. */
public enum Verdict {
    /** Its value is above what it is compared with. */
    BETTER,
    /** Its value is below. */
    WORSE,
    /** Neither is shown. */
    NO_DIFFERENCE,
    /** There is too little to judge by. */
    INSUFFICIENT_DATA;

    /** As it is written for people and in JSON, such as {@code no-difference}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
