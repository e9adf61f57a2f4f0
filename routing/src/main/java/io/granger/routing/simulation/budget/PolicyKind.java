package io.granger.routing.simulation.budget;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The policies a table with a budget can be run with. */
public enum PolicyKind {
    /** The single arm with the least mean penalised time over the whole table, known only afterwards. */
    BEST_FIXED,
    /** The quickest arm of each task, known only afterwards. */
    ORACLE,
    /** An arm drawn evenly for each task, to the end. */
    RANDOM,
    /** Equal shares of the budget to every arm in turn. */
    HEURISTIC,
    /** One learnt schedule for every task, without features. */
    STATIC,
    /** One arm to the end, chosen by a forest over the features: what a plain selector does. */
    FOREST,
    /** What we ship: slices planned over tasks that are alike. */
    AUTO;

    /** Name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that name. */
    public static Optional<PolicyKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** Whether it learns from features or from what its slices showed. */
    boolean learns() {
        return this == STATIC || this == FOREST || this == AUTO;
    }
}
