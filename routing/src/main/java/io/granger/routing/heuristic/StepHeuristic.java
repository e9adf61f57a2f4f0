package io.granger.routing.heuristic;

import io.granger.rl.Scores;
import io.granger.routing.CandidateEntry;
import io.granger.routing.CandidateFeatures;
import io.granger.routing.Situation;
import java.util.Optional;

/** Heuristics that pick the spoke of a step. Stateless; safe from any thread. */
public enum StepHeuristic implements Heuristic {
    /**
     * The better of two distinct candidates by {@code peakEwma * (inFlight + 1) / successRate}, lower is better: latency
     * as it was at its worst lately, weighted by the queue before it and by how often it fails.
     */
    POWER_OF_TWO("power-of-two") {
        @Override
        double score(float[] features) {
            double load = features[CandidateFeatures.PEAK_EWMA] * (features[CandidateFeatures.IN_FLIGHT] + 1.0);
            return -load / Math.max(WORST_SUCCESS_RATE, features[CandidateFeatures.SUCCESS_RATE]);
        }

        @Override
        public double[] base(Scores scores, Situation situation) {
            return Spread.twoChoices(scores, situation);
        }
    },

    /** The candidate with the smallest share of its slots taken. */
    LEAST_LOADED("least-loaded") {
        @Override
        double score(float[] features) {
            return -features[CandidateFeatures.LOAD];
        }

        @Override
        public double[] base(Scores scores, Situation situation) {
            return Spread.onBest(scores, situation);
        }
    },

    /** Each in turn. */
    ROUND_ROBIN("round-robin") {
        @Override
        double score(float[] features) {
            return 0;
        }

        @Override
        public double[] base(Scores scores, Situation situation) {
            // floor modulo: a counter that ran for years may be negative
            return Spread.onPlace(Math.floorMod(situation.turn(), situation.eligibleCount()), situation);
        }
    },

    /** Always the first by id. */
    FIXED_ORDER("fixed-order") {
        @Override
        double score(float[] features) {
            return 0;
        }

        @Override
        public double[] base(Scores scores, Situation situation) {
            return Spread.onPlace(0, situation);
        }
    };

    /** A spoke that always fails must not divide by zero. */
    private static final double WORST_SUCCESS_RATE = 0.01;

    private final String word;

    StepHeuristic(String word) {
        this.word = word;
    }

    /** Score of one candidate, higher is better. */
    abstract double score(float[] features);

    @Override
    public Scores score(Situation situation) {
        int n = situation.candidates().size();
        double[] value = new double[n];
        for (int i = 0; i < n; i++) {
            CandidateEntry entry = situation.candidates().get(i);
            value[i] = entry.eligible() ? score(entry.features()) : 0;
        }
        return new Scores(value, new double[n]);
    }

    @Override
    public String word() {
        return word;
    }

    /** The heuristic with this name in configuration, or empty. */
    public static Optional<StepHeuristic> of(String word) {
        for (StepHeuristic each : values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
