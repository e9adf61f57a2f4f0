package io.granger.examples.fault;

/** One fault of one spoke over a stretch of documents. Counted in documents, so it meets every arm of a comparison alike. */
public sealed interface Fault {

    /** The spoke's name. */
    String spoke();

    /** The documents it meets. */
    Span span();

    /** What it does, in words. */
    String words();

    /**
     * Every call takes longer.
     *
     * @param extraMs how much longer, 1 to 60,000
     */
    record Slow(String spoke, Span span, long extraMs) implements Fault {
        public Slow {
            if (extraMs < 1 || extraMs > 60_000) {
                throw new IllegalArgumentException("extraMs must be 1 to 60000, is " + extraMs);
            }
        }

        @Override
        public String words() {
            return spoke + " takes " + extraMs + " ms longer";
        }
    }

    /**
     * A share of its calls fails, retryable.
     *
     * @param share in (0, 1]
     */
    record Failing(String spoke, Span span, double share) implements Fault {
        public Failing {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("share must be in (0, 1], is " + share);
            }
        }

        @Override
        public String words() {
            return spoke + " fails " + Math.round(100 * share) + " % of its calls";
        }
    }

    /** The spoke is dead: no heartbeat, no answer. It returns after the span. */
    record Away(String spoke, Span span) implements Fault {
        @Override
        public String words() {
            return spoke + " is dead";
        }
    }
}
