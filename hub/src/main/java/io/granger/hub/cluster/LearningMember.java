package io.granger.hub.cluster;

import io.granger.routing.SharedLearning.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** This member's learner, as the {@link LearningExchange} asks for it; each call is one moment of the thread that learns. */
public interface LearningMember {

    /**
     * What left the learner at one moment.
     *
     * @param messages what was learnt here since the last time
     * @param state all that is known, these messages included, if it was asked for
     */
    record Drained(List<Message> messages, Optional<byte[]> state) {}

    /** The policy that learns; members exchange only with those of the same. */
    String policy();

    /** Takes out what was learnt here since the last call. */
    Drained drain(boolean withState);

    /** Learns what others learnt; what was learnt before and what cannot be read is passed over. */
    void merge(List<Message> messages);

    /** Forgets which messages were taken in but for these, which may come again. */
    void forgetAllBut(Set<String> ids);

    /** Takes over all that another member knows, unless that is less than what is known here; returns whether it did. */
    boolean adopt(byte[] state);
}
