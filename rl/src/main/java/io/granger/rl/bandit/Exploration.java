package io.granger.rl.bandit;

/** How a choice is made of what is expected of the arms. Immutable, safe from any thread. */
public sealed interface Exploration {

    /**
     * The arm with the highest expectation, and all arms evenly with a probability that falls as {@code first * halfLife / (halfLife +
     * rounds)}.
     *
     * @param first probability in the first round, in [0, 1]
     * @param halfLife rounds after which it has halved, above 0
     */
    record Epsilon(double first, double halfLife) implements Exploration {
        /** Refuses what is out of range. */
        public Epsilon {
            if (!(first >= 0 && first <= 1)) {
                throw new IllegalArgumentException("first must be in [0, 1], is " + first);
            }
            require("halfLife", halfLife);
        }
    }

    /**
     * The arm with the highest expectation plus {@code alpha} standard deviations: LinUCB; Li et al. (2010), "A contextual-bandit
     * approach to personalized news article recommendation".
     *
     * @param alpha above 0, in the units of the reward
     */
    record Optimism(double alpha) implements Exploration {
        /** Refuses what is out of range. */
        public Optimism {
            require("alpha", alpha);
        }
    }

    /**
     * Every arm with the probability that it is the best: Thompson sampling; Agrawal and Goyal (2013), "Thompson sampling for contextual
     * bandits with linear payoffs".
     *
     * @param scale standard deviation of the noise times what one wants to widen the posterior by, above 0
     */
    record Posterior(double scale) implements Exploration {
        /** Refuses what is out of range. */
        public Posterior {
            require("scale", scale);
        }
    }

    /**
     * Every other arm with {@code 1 / (n + gamma_t * gap to the best)}, the best with what is left, {@code gamma_t = gamma *
     * sqrt(rounds)}: SquareCB; Foster and Rakhlin (2020), "Beyond UCB: optimal and efficient contextual bandits with regression
     * oracles".
     *
     * @param gamma above 0
     */
    record InverseGap(double gamma) implements Exploration {
        /** Refuses what is out of range. */
        public InverseGap {
            require("gamma", gamma);
        }
    }

    private static void require(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and above 0, is " + value);
        }
    }
}
