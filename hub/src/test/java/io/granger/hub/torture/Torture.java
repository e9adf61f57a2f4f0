package io.granger.hub.torture;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Kills and freezes hubs under load and then holds clients' ledgers, spokes' effects and stores against each other.
 *
 * <p>Arguments: scenario ({@code kill} or {@code freeze}), rounds, seed, an empty directory, and what is deliberately
 * broken ({@code nothing}, {@code commit}, {@code keys}). Ends with 1 when a promise was broken.
 */
final class Torture {
    private static final int CLIENTS = 32;
    private static final int TASKS_BETWEEN_MIN = 100;
    private static final int TASKS_BETWEEN_SPREAD = 200;
    private static final long FROZEN_MS = 30_000;
    private static final int SHOWN = 20;
    private static final Duration END = Duration.ofSeconds(120);
    private static final long LOOK_MS = 20;
    private static final long STUCK_MS = 60_000;

    private final Plan plan;
    private final PrintStream progress;
    private final SplittableRandom random;

    private Torture(Plan plan, PrintStream progress) {
        this.plan = plan;
        this.progress = progress;
        this.random = new SplittableRandom(plan.seed());
    }

    /** What is done to the hubs. */
    enum Scenario {
        /** One hub by itself is killed and started again. */
        KILL,
        /** One hub by itself stands still for half a minute. */
        FREEZE
    }

    /**
     * One torture.
     *
     * @param directory an empty one for everything that is written
     * @param planted what is deliberately broken, or {@code nothing}
     */
    record Plan(Scenario scenario, int rounds, long seed, Path directory, String planted) {}

    /**
     * How it went.
     *
     * @param broken promises that were broken, in words
     */
    record Report(int acknowledged, int ended, int effects, int rows, List<String> broken) {
        @Override
        public String toString() {
            return "acknowledged " + acknowledged + ", ends read by clients " + ended + ", effects " + effects
                    + ", rows " + rows + ", broken promises " + broken.size();
        }
    }

    public static void main(String[] args) {
        var plan = new Plan(
                Scenario.valueOf(args[0].toUpperCase(java.util.Locale.ROOT).replace('-', '_')),
                Integer.parseInt(args[1]),
                Long.parseLong(args[2]),
                Path.of(args[3]),
                args.length > 4 ? args[4] : "nothing");
        var report = run(plan, System.err);
        report.broken().stream().limit(SHOWN).forEach(System.out::println);
        System.out.println(args[0] + ": rounds " + plan.rounds() + ", " + report);
        System.exit(report.broken().isEmpty() ? 0 : 1);
    }

    /** Does it all and checks. */
    static Report run(Plan plan, PrintStream progress) {
        return new Torture(plan, progress).run();
    }

    private Report run() {
        int acknowledged;
        int ended;
        try (var hubs = new Hubs(plan.directory(), HubPlan.alone(plan.planted()));
                var clients = new Clients(hubs, plan.directory())) {
            hubs.start(0, random.nextLong());
            clients.start(CLIENTS);
            for (int round = 1; round <= plan.rounds(); round++) {
                load(clients);
                hurt(hubs);
                progress.printf("round %d of %d: %d acknowledged%n", round, plan.rounds(), clients.acknowledged());
            }
            load(clients);
            if (!clients.finish(END)) {
                progress.println("some tasks did not end within " + END.toSeconds() + " s");
            }
            hubs.stop(0);
            acknowledged = clients.acknowledged();
            ended = clients.ended();
        }
        var evidence = EvidenceReader.read(plan.directory(), 1);
        return new Report(
                acknowledged, ended, evidence.effects().size(), evidence.rows().size(), Checker.broken(evidence));
    }

    /** Waits until some more tasks were acknowledged, or nothing moves any more. */
    private void load(Clients clients) {
        int until = clients.acknowledged() + TASKS_BETWEEN_MIN + random.nextInt(TASKS_BETWEEN_SPREAD);
        long stuckAt = System.nanoTime() + STUCK_MS * 1_000_000;
        while (clients.acknowledged() < until && System.nanoTime() < stuckAt) {
            Waits.pause(LOOK_MS);
        }
    }

    private void hurt(Hubs hubs) {
        switch (plan.scenario()) {
            case KILL -> {
                hubs.kill(0);
                hubs.start(0, random.nextLong());
            }
            case FREEZE -> {
                hubs.freeze(0, true);
                Waits.pause(FROZEN_MS);
                hubs.freeze(0, false);
            }
        }
    }
}
