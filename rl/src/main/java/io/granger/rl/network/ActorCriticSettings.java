package io.granger.rl.network;

/**
 * How an actor and its critic learn from rollouts.
 *
 * @param gamma discount per step, in [0, 1]
 * @param lambda of the advantages, in [0, 1]
 * @param actor how the actor's weights follow their gradient
 * @param critic how the critic's do
 * @param horizon steps of a rollout, at least 1
 * @param epochs how often each rollout is gone through, at least 1
 * @param batch steps of a rollout a gradient step, at least 1
 * @param clip how far a probability may move within one rollout, as a share, in (0, 1)
 * @param entropyWeight what an undecided policy is worth, at least 0
 */
public record ActorCriticSettings(
        double gamma,
        double lambda,
        AdamSettings actor,
        AdamSettings critic,
        int horizon,
        int epochs,
        int batch,
        double clip,
        double entropyWeight) {

    /** Refuses what is out of range. */
    public ActorCriticSettings {
        if (!(gamma >= 0 && gamma <= 1 && lambda >= 0 && lambda <= 1)) {
            throw new IllegalArgumentException("gamma and lambda must be in [0, 1], are " + gamma + " and " + lambda);
        }
        if (horizon < 1 || epochs < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "horizon, epochs and batch must be at least 1, are " + horizon + ", " + epochs + " and " + batch);
        }
        if (!(clip > 0 && clip < 1) || !(entropyWeight >= 0)) {
            throw new IllegalArgumentException(
                    "clip must be in (0, 1) and entropyWeight at least 0, are " + clip + " and " + entropyWeight);
        }
    }

    /** Proximal policy optimisation: four passes over each rollout in batches of 64, probabilities held within a fifth. */
    public static ActorCriticSettings ppo(double gamma, int horizon) {
        AdamSettings adam = AdamSettings.withLearningRate(0.003);
        return new ActorCriticSettings(gamma, 0.95, adam, adam, horizon, 4, 64, 0.2, 0.01);
    }

    /**
     * Advantage actor-critic: one step along each whole rollout, where the clip has no part, since no probability has moved yet.
     */
    public static ActorCriticSettings a2c(double gamma, int horizon) {
        AdamSettings adam = AdamSettings.withLearningRate(0.01);
        return new ActorCriticSettings(gamma, 0.95, adam, adam, horizon, 1, horizon, 0.2, 0.01);
    }
}
