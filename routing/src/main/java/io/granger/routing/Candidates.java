package io.granger.routing;

import java.util.List;

/** The candidates of a step, masked and in the order of their ids. */
public sealed interface Candidates {
    /** All that were looked at, the masked ones with the reason. */
    List<CandidateEntry> entries();

    /** At least one is eligible. */
    record Ready(List<CandidateEntry> entries) implements Candidates {
        public Ready {
            entries = List.copyOf(entries);
        }
    }

    /** Nobody is eligible now; somebody will be as soon as a slot is free. */
    record Queue(List<CandidateEntry> entries) implements Candidates {
        public Queue {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Hard masks leave nobody.
     *
     * @param why one sentence for people
     */
    record None(List<CandidateEntry> entries, String why) implements Candidates {
        public None {
            entries = List.copyOf(entries);
        }
    }
}
