package io.granger.hub.store;

/**
 * What a committed change did beyond what it asked for.
 *
 * @param outcomesNew outcomes that were not known before
 * @param outcomesKnown outcomes whose (decision, source, key) was stored already; they changed nothing
 * @param rowsRepeated identical rows that were stored already; they changed nothing
 */
public record Receipt(int outcomesNew, int outcomesKnown, int rowsRepeated) {

    /** The receipt of a change in which nothing was known before and there were no outcomes. */
    public static final Receipt PLAIN = new Receipt(0, 0, 0);

    /** Whether the change brought at least one outcome that counts: the contract's {@code applied}. */
    public boolean applied() {
        return outcomesNew > 0;
    }
}
