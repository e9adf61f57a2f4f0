package io.granger.routing.simulation;

/** The policies a table can be played with, by the word people type. */
public enum TablePolicyName {
    /** The better of two arms drawn, by mean reward so far; looks at no feature. */
    HEURISTIC("heuristic"),
    /** Every arm equally often. */
    RANDOM("random"),
    /** The arm that is best over the whole table, known beforehand. */
    BEST_FIXED("best-fixed"),
    /** The best arm of each row, known beforehand. */
    ORACLE("oracle");

    private final String word;

    TablePolicyName(String word) {
        this.word = word;
    }

    /** A policy that knows nothing yet, or that knows what its name says. */
    public TablePolicy over(RecordedTable table, double lambda, long seed) {
        return switch (this) {
            case HEURISTIC -> Yardstick.heuristic(table);
            case RANDOM -> Yardstick.random(table);
            case BEST_FIXED -> Yardstick.bestFixed(table, lambda);
            case ORACLE -> Yardstick.oracle(table, lambda);
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
