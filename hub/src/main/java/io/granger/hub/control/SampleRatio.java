package io.granger.hub.control;

/**
 * Whether keys fall on the arms as they should, looked at after each key.
 *
 * <p>A gambler bets that the share of the treatment is another one than it should be: for each key the wealth is multiplied by
 * {@code p(arm) / s(arm)}, where {@code p} is the mean of a Beta prior of {@link #PRIOR} keys around {@code s} and of the keys seen
 * before. Where keys fall as they should the wealth is a martingale and ever reaches {@code 1 / alpha} with probability {@code
 * alpha} at most. Lindon and Malek (2022), "Anytime-valid inference for multinomial count data". A wrong ratio says that keys get
 * lost or are put on a side by something else than chance, so that the arms cannot be compared. Mutable; not thread-safe.
 */
final class SampleRatio {
    /** Keys that the prior counts for. */
    static final double PRIOR = 100;

    /** Probability of a false alarm over the whole life of a place. */
    static final double ALPHA = .001;

    private double treated;
    private double others;
    private double logWealth;

    SampleRatio() {}

    /** The one whose {@link #state} this was. */
    static SampleRatio restore(double... state) {
        var ratio = new SampleRatio();
        ratio.treated = state[0];
        ratio.others = state[1];
        ratio.logWealth = state[2];
        return ratio;
    }

    void update(boolean isTreatment, double share) {
        double expected = (PRIOR * share + treated) / (PRIOR + treated + others);
        logWealth += isTreatment ? Math.log(expected / share) : Math.log((1 - expected) / (1 - share));
        if (isTreatment) {
            treated++;
        } else {
            others++;
        }
    }

    /** Whether the keys seen so far do not fall as they should. */
    boolean isWrong() {
        return logWealth >= -Math.log(ALPHA);
    }

    double logWealth() {
        return logWealth;
    }

    double[] state() {
        return new double[] {treated, others, logWealth};
    }
}
