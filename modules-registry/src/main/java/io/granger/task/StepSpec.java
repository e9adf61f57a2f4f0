package io.granger.task;

import io.granger.registry.VersionRange;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One step as a recipe asks for it: a capability and the conditions of the call.
 *
 * @param version which versions of a spoke may serve it; empty = any
 * @param optional whether recovery may skip it; its input is then passed on
 * @param timeoutMs longest time of one attempt; empty = what is left of the task's deadline
 * @param verify capability asked to rate the output after success
 */
public record StepSpec(
        String capability,
        Optional<VersionRange> version,
        boolean optional,
        OptionalLong timeoutMs,
        Optional<String> verify) {
    /** Longest time-out that can be asked for: one day. */
    public static final long TIMEOUT_MS_MAX = 86_400_000;

    public StepSpec {
        NameRule.check("capability", capability);
        timeoutMs.ifPresent(ms -> Bounds.between("timeoutMs", ms, 1, TIMEOUT_MS_MAX));
        verify.ifPresent(name -> NameRule.check("verify", name));
    }

    /** A step of any version, not optional, without a time-out of its own. */
    public static StepSpec of(String capability) {
        return new StepSpec(capability, Optional.empty(), false, OptionalLong.empty(), Optional.empty());
    }

    /** A step read from its label, {@code cap} or {@code cap@^1.2}. */
    public static StepSpec parse(String label) {
        int at = label.indexOf('@');
        if (at < 0) {
            return of(label);
        }
        VersionRange range = VersionRange.parse(label.substring(at + 1));
        return new StepSpec(label.substring(0, at), Optional.of(range), false, OptionalLong.empty(), Optional.empty());
    }

    /** {@code cap}, or {@code cap@^1.2} when a version is asked for; chain ids are made of these. */
    public String label() {
        return version.isEmpty() ? capability : capability + '@' + version.get();
    }

    /** Everything the step says as one text, for hashing. */
    String canonical() {
        return label()
                + (optional ? "?" : "")
                + (timeoutMs.isPresent() ? "~" + timeoutMs.getAsLong() : "")
                + verify.map(name -> "!" + name).orElse("");
    }
}
