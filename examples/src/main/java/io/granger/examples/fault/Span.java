package io.granger.examples.fault;

/**
 * A stretch of places in the order of the documents.
 *
 * @param from first place, at least 0
 * @param to the place after the last, more than {@code from}
 */
public record Span(int from, int to) {

    public Span {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("a span must have 0 <= from < to, is " + from + " to " + to);
        }
    }

    /** Whether a place lies in it. */
    public boolean holds(int place) {
        return place >= from && place < to;
    }
}
