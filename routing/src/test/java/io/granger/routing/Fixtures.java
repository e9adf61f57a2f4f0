package io.granger.routing;

import io.granger.routing.heuristic.OptionHeuristic;
import io.granger.routing.heuristic.StepHeuristic;
import io.granger.routing.simulation.SeededDraws;
import io.granger.task.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Situations, requests and rows that tests of this package share. */
final class Fixtures {
    static final String LAYOUT = "v1-00000000";
    static final int STATE = 12;

    private Fixtures() {}

    static Routers routers(Optional<Router> policy) {
        return new Routers(
                OptionHeuristic.FIRST_CHAIN, StepHeuristic.POWER_OF_TWO, OptionHeuristic.FIRST_RECOVERY, policy);
    }

    /** A candidate described by its success rate, its peak latency and its calls in flight of four slots. */
    static CandidateEntry spoke(String id, double success, double peak, int inFlight, Mask... facts) {
        float[] features = new float[CandidateFeatures.NAMES.size()];
        features[CandidateFeatures.SUCCESS_RATE] = (float) success;
        features[CandidateFeatures.PEAK_EWMA] = (float) peak;
        features[CandidateFeatures.IN_FLIGHT] = inFlight;
        features[CandidateFeatures.LOAD] = inFlight / 4f;
        return CandidateEntry.raw(id, features, Facts.of(facts));
    }

    static CandidateEntry option(String id, int order, Mask... facts) {
        return CandidateEntry.raw(id, OptionFeatures.of(order, 2, 0.9, 1, 0.5, 0, false), Facts.of(facts));
    }

    static Situation steps(CandidateEntry... entries) {
        return situation(Level.STEP, List.of(entries), 0);
    }

    static Situation situation(Level level, List<CandidateEntry> entries, long turn) {
        float[] state = new float[STATE];
        state[0] = 1;
        return situation(level, entries, state, turn);
    }

    static Situation situation(Level level, List<CandidateEntry> entries, float[] state, long turn) {
        String key =
                level == Level.STEP ? Situation.stepKey("extract", LAYOUT) : Situation.optionKey("documents", LAYOUT);
        return new Situation(
                level,
                key,
                LAYOUT,
                state,
                state.length - StateLayout.TAIL,
                Preset.BALANCED,
                MaskRule.mask(entries),
                turn);
    }

    /** One to sixteen candidates with random features and random facts; at least one of them eligible. */
    static Situation random(Level level, SplittableRandom random) {
        Situation situation = anything(level, random);
        while (situation.eligibleCount() == 0) {
            situation = anything(level, random);
        }
        return situation;
    }

    private static Situation anything(Level level, SplittableRandom random) {
        int n = 1 + random.nextInt(16);
        List<CandidateEntry> entries = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            String id = (char) ('a' + i) + "@1.0.0/extract";
            int facts = 0;
            for (Mask mask : Mask.values()) {
                facts = Facts.with(facts, mask, i > 0 && random.nextInt(40) == 0);
            }
            facts = Facts.withClosingRank(Facts.with(facts, Mask.BREAKER, random.nextInt(5) == 0), i);
            entries.add(CandidateEntry.raw(id, features(level, random), facts));
        }
        float[] state = new float[STATE];
        for (int i = 0; i < STATE; i++) {
            state[i] = (float) random.nextDouble();
        }
        return situation(level, entries, state, random.nextInt(1000));
    }

    private static float[] features(Level level, SplittableRandom random) {
        int width = level == Level.STEP ? CandidateFeatures.NAMES.size() : OptionFeatures.NAMES.size();
        float[] features = new float[width];
        for (int i = 0; i < width; i++) {
            // few distinct values, so that ties happen
            features[i] = random.nextInt(4) / 4f;
        }
        return features;
    }

    static DecisionRequest request(String id, Situation situation, RoutingMode mode, Arm arm) {
        Optional<String> capability = situation.level() == Level.STEP ? Optional.of("extract") : Optional.empty();
        return new DecisionRequest(
                id, "t-1", 1, 1, situation.level(), 1_000, "documents", capability, "", situation, mode, arm);
    }

    static RewardParts parts(double success, double latency, double quality, double cost) {
        return new RewardParts(
                OptionalDouble.of(success),
                OptionalDouble.of(latency),
                OptionalDouble.of(quality),
                OptionalDouble.of(cost));
    }

    static ExperienceRow row(Decision decision, double reward, double[] targets, boolean terminated) {
        return new ExperienceRow(
                decision,
                Optional.empty(),
                1,
                10,
                RewardParts.NONE,
                reward,
                targets,
                Optional.empty(),
                Optional.empty(),
                terminated,
                false,
                reward < 0 ? Cause.FAILED_STEP : Cause.GOAL,
                2_000);
    }

    /** A learned router that has taken in some random rows of every level. */
    static LearnedRouter trained(long seed) {
        LearnedRouter router = LearnedRouter.cold();
        SplittableRandom random = new SplittableRandom(seed);
        DecisionMaker maker =
                new DecisionMaker(routers(Optional.of(router)), new SeededDraws(seed), 0.02, 250, () -> 0);
        for (int i = 0; i < 200; i++) {
            Level level = Level.values()[i % 3];
            Decision decision = maker.decide(request("d" + i, random(level, random), RoutingMode.RL, Arm.TREATMENT));
            double success = random.nextInt(2);
            double[] targets = {success, success * random.nextDouble(), success * random.nextDouble(), success};
            if (level == Level.STEP) {
                router.learnStep(row(decision, 0, targets, false));
            } else {
                router.learnOption(row(decision, 2 * success - 1, targets, true), Optional.empty());
            }
        }
        return router;
    }
}
