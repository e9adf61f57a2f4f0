package io.granger.hub.simulation;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.train.GateReport;
import io.granger.hub.train.TrainWork;
import io.granger.hub.train.TrainedPackages;
import io.granger.hub.train.TrainingProgress;
import io.granger.hub.train.TrainingSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How often is a planted bad policy promoted by the whole loop? Rows of a log, a snapshot, training, off-policy evaluation, the gate,
 * then shadow, canaries and their sequences: each trial goes through all of it in virtual time.
 *
 * <p>What the gate stops is put through once more with an operator's override, to see what stops it then. Run it with {@code .ci/plant
 * [TRIALS] [SEED]}; exits with 1 when a bad one was promoted.
 */
final class PolicyTrials {
    private static final int LESSON = 300;
    private static final int JUDGED = 1_000;
    private static final int ROLLOUT = 5_000;
    private static final int LOOK = 50;

    private PolicyTrials() {}

    /**
     * What came of one.
     *
     * @param gate what the gate said
     * @param isRefused whether the gate stood in the way until it was overridden
     * @param promotions to larger shares, before anything broke
     * @param promotionsAfter the same once what it had learnt had turned wrong
     * @param end {@code taken back at STAGE}, or the stage it was left at
     */
    record Trial(GateReport.Verdict gate, boolean isRefused, long promotions, long promotionsAfter, String end) {}

    /** Carries out one in a directory of its own. */
    static Trial run(PlantedPolicy policy, long seed, Path directory) throws IOException {
        var random = new SplittableRandom(seed);
        var world = new RolloutWorld(directory, seed, policy.spokes());
        Supplier<Integer> any = () -> random.nextInt(2);
        Supplier<Integer> logged = policy == PlantedPolicy.ELSEWHERE ? () -> 0 : any;
        world.run(LESSON, any);
        var lesson = TrainedPackages.snapshot(directory.resolve("lesson"), policy.learnt(world.snapshot(), random));
        var settings = new TrainingSettings(1, Optional.empty(), Optional.empty(), 0, TrainingSettings.Model.LINEAR);
        var version = TrainWork.run(lesson, world.policies(), settings, TrainingProgress.SILENT)
                .getString("version");
        world.run(JUDGED, logged);
        var gate = world.evaluate(version).verdict();

        boolean isRefused = isRefused(world, version);
        if (isRefused) {
            world.promote(version, true);
        }
        var view = world.rollout();
        int left = ROLLOUT;
        for (; left > 0 && isRunning(view) && !view.getString("stage").equals("rl"); left -= LOOK) {
            world.run(LOOK, any);
            view = world.rollout();
        }
        long promotions = world.promotions();
        if (policy == PlantedPolicy.DRIFT) {
            world.become("b", .2);
        }
        for (; left > 0 && isRunning(view); left -= LOOK) {
            world.run(LOOK, any);
            view = world.rollout();
        }
        return new Trial(gate, isRefused, promotions, world.promotions() - promotions, end(view));
    }

    private static boolean isRefused(RolloutWorld world, String version) {
        try {
            world.promote(version, false);
            return false;
        } catch (ApiError refused) {
            if (refused.code() != ErrorCode.GATE_NOT_PASSED) {
                throw refused;
            }
            return true;
        }
    }

    private static boolean isRunning(JsonObject view) {
        return view.getString("status").equals("running");
    }

    private static String end(JsonObject view) {
        return (isRunning(view) ? "left at " : "taken back at ") + view.getString("stage");
    }

    /** What came of all trials of one kind. */
    private static final class Tally {
        private final TreeMap<String, Integer> gates = new TreeMap<>();
        private final TreeMap<String, Integer> ends = new TreeMap<>();
        private int promoted;
        private int promotedAfter;

        void add(Trial trial) {
            gates.merge(trial.gate().word(), 1, Integer::sum);
            ends.merge(trial.end(), 1, Integer::sum);
            promoted += trial.promotions() > 0 ? 1 : 0;
            promotedAfter += trial.promotionsAfter() > 0 ? 1 : 0;
        }

        /** Promotions of what was bad at that time. */
        int bad(PlantedPolicy policy) {
            return switch (policy) {
                case IDENTICAL -> 0;
                case DRIFT -> promotedAfter;
                default -> promoted;
            };
        }

        @Override
        public String toString() {
            return "gate " + gates + ", promoted " + promoted + " and " + promotedAfter + " after it broke, " + ends;
        }
    }

    /** Prints what came of them: {@code [trials of each kind] [seed]}. */
    public static void main(String[] args) throws IOException {
        int trials = Integer.parseInt(args[0]);
        long seed = Long.parseLong(args[1]);
        var tallies = new EnumMap<PlantedPolicy, Tally>(PlantedPolicy.class);
        for (int i = 0; i < trials; i++) {
            for (var policy : PlantedPolicy.values()) {
                var directory = Files.createTempDirectory("plant-");
                var trial = run(policy, seed + i, directory);
                delete(directory);
                tallies.computeIfAbsent(policy, p -> new Tally()).add(trial);
                System.err.println(policy + " " + (seed + i) + ": " + trial);
            }
        }
        int bad = 0;
        for (var each : tallies.entrySet()) {
            System.out.println(each.getKey() + ", " + trials + " trials: " + each.getValue());
            bad += each.getValue().bad(each.getKey());
        }
        System.out.println("bad policies promoted: " + bad);
        System.exit(bad == 0 ? 0 : 1);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
