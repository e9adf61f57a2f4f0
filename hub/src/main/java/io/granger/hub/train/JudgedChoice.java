package io.granger.hub.train;

import java.util.List;

/**
 * A logged choice as three policies would have made it, with what a model that had not seen it expected of each candidate.
 *
 * @param pipeline whose task it was
 * @param segments what it counts for besides, such as {@code capability=read}
 * @param chosen index of what was done
 * @param reward in [0, 1]
 * @param logged probabilities it was drawn from
 * @param fresh those of the version that is judged
 * @param live those of the policy in force
 * @param heuristic those of the heuristic
 * @param expected reward of each candidate, in [0, 1]
 */
@SuppressWarnings("ArrayRecordComponent") // one for every row that is judged by
record JudgedChoice(
        String pipeline,
        List<String> segments,
        int chosen,
        double reward,
        double[] logged,
        double[] fresh,
        double[] live,
        double[] heuristic,
        double[] expected) {

    /** How much the chosen candidate counts for a policy. */
    double weight(double[] policy) {
        return policy[chosen] / logged[chosen];
    }

    /** What the model expects of a policy here. */
    double modelled(double[] policy) {
        double sum = 0;
        for (int i = 0; i < policy.length; i++) {
            sum += policy[i] * expected[i];
        }
        return sum;
    }

    /** Doubly robust worth of a policy here. */
    double worth(double[] policy) {
        return modelled(policy) + weight(policy) * (reward - expected[chosen]);
    }

    /** The largest size that the difference of two policies' worth could have had here, whatever had been drawn and come of it. */
    double reach(double[] one, double[] other) {
        double apart = 0;
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = Math.abs(one[i] - other[i]);
            apart += difference / 2;
            if (logged[i] > 0) {
                largest = Math.max(largest, difference / logged[i]);
            }
        }
        return apart + largest;
    }

    /** Probability that the judged version puts where the log can say nothing. */
    double unlogged() {
        double sum = 0;
        for (int i = 0; i < fresh.length; i++) {
            sum += logged[i] > 0 ? 0 : fresh[i];
        }
        return sum;
    }
}
