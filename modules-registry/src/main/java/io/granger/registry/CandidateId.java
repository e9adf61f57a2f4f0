package io.granger.registry;

import io.granger.task.NameRule;
import org.jspecify.annotations.Nullable;

/**
 * Names a candidate: a (spoke name, version, capability) that a step could go to.
 *
 * <p>Immutable, ordered by its text, {@code spoke@version/capability}. The text is made once, because every decision
 * asks for it.
 */
public final class CandidateId implements Comparable<CandidateId> {
    private final String spoke;
    private final SemVer version;
    private final String capability;
    private final String text;

    /** A candidate of that spoke, version and capability. */
    public CandidateId(String spoke, SemVer version, String capability) {
        this.spoke = NameRule.check("spoke name", spoke);
        this.version = version;
        this.capability = NameRule.check("capability name", capability);
        this.text = spoke + '@' + version + '/' + capability;
    }

    /**
     * The candidate of that text.
     *
     * @throws IllegalArgumentException when it names none
     */
    public static CandidateId parse(String text) {
        int at = text.indexOf('@');
        int slash = text.indexOf('/', at + 1);
        if (at < 0 || slash < 0) {
            throw new IllegalArgumentException(
                    "candidate must be spoke@version/capability, was " + NameRule.shown(text));
        }
        return new CandidateId(
                text.substring(0, at), SemVer.parse(text.substring(at + 1, slash)), text.substring(slash + 1));
    }

    /** Name of the spoke. */
    public String spoke() {
        return spoke;
    }

    /** Version of the spoke. */
    public SemVer version() {
        return version;
    }

    /** Name of the capability. */
    public String capability() {
        return capability;
    }

    @Override
    public int compareTo(CandidateId other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CandidateId id && text.equals(id.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** {@code spoke@version/capability}: the candidate's id in rows. */
    @Override
    public String toString() {
        return text;
    }
}
