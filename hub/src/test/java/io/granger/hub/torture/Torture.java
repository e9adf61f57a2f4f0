package io.granger.hub.torture;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Kills and freezes hubs under load and then holds clients' ledgers, spokes' effects and stores against each other.
 *
 * <p>Arguments: a {@link Scenario} in lower case, rounds, seed, an empty directory, and what is deliberately broken
 * ({@code nothing}, {@code commit}, {@code keys}). Ends with 1 when a promise was broken.
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
    private static final long AWAY_MS = 5_000;

    private final Plan plan;
    private final PrintStream progress;
    private final SplittableRandom random;
    private final List<Long> hurtAtMs = new ArrayList<>();

    private Torture(Plan plan, PrintStream progress) {
        this.plan = plan;
        this.progress = progress;
        this.random = new SplittableRandom(plan.seed());
    }

    /** What is done to the hubs. */
    enum Scenario {
        /** One hub by itself is killed and started again. */
        KILL(1),
        /** One hub by itself stands still for half a minute. */
        FREEZE(1),
        /** One of three hubs is killed, and started again when the others had time to go on without it. */
        KILL_OF_THREE(3),
        /** All three hubs are killed at once and started again. */
        KILL_ALL(3),
        /** One of three hubs stands still for half a minute. */
        FREEZE_OF_THREE(3),
        /** One hub after another is asked to end, and is started again. */
        ROLL(3);

        private final int hubs;

        Scenario(int hubs) {
            this.hubs = hubs;
        }

        static Scenario of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
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
     * @param takeoversMs how long after each kill or freeze a step that its hub had begun was done for another one, sorted
     * @param broken promises that were broken, in words
     */
    record Report(int acknowledged, int ended, int effects, int rows, List<Long> takeoversMs, List<String> broken) {
        @Override
        public String toString() {
            return "acknowledged " + acknowledged + ", ends read by clients " + ended + ", effects " + effects
                    + ", rows " + rows + (takeoversMs.isEmpty() ? "" : ", " + takeovers()) + ", broken promises "
                    + broken.size();
        }

        private String takeovers() {
            int n = takeoversMs.size();
            return n + " steps taken over after p50 " + takeoversMs.get(n / 2) + " ms, p99 "
                    + takeoversMs.get(Math.min(n - 1, n * 99 / 100)) + " ms";
        }
    }

    public static void main(String[] args) {
        var planted = args.length > 4 ? args[4] : "nothing";
        var plan = new Plan(
                Scenario.of(args[0]), Integer.parseInt(args[1]), Long.parseLong(args[2]), Path.of(args[3]), planted);
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
        int count = plan.scenario().hubs;
        var hubPlan = count == 1 ? HubPlan.alone(plan.planted()) : HubPlan.cluster(count, plan.planted());
        int acknowledged;
        int ended;
        try (var hubs = new Hubs(plan.directory(), hubPlan);
                var spokes = new SpokeProcess();
                var clients = new Clients(hubs, plan.directory())) {
            startAll(hubs);
            if (count > 1) {
                spokes.start(hubPlan, plan.directory(), plan.seed());
            }
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
            each(hubs, hubs::stop);
            acknowledged = clients.acknowledged();
            ended = clients.ended();
        }
        var evidence = EvidenceReader.read(plan.directory(), count);
        return new Report(
                acknowledged,
                ended,
                evidence.effects().size(),
                evidence.rows().size(),
                Takeovers.after(hurtAtMs, evidence.effects()),
                Checker.broken(evidence));
    }

    private void startAll(Hubs hubs) {
        var seeds = random.longs(hubs.count()).toArray();
        each(hubs, hub -> hubs.start(hub, seeds[hub]));
    }

    /** To every hub at the same time: none is ready before enough others are there. */
    private static void each(Hubs hubs, java.util.function.IntConsumer what) {
        IntStream.range(0, hubs.count()).parallel().forEach(what);
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
        int one = random.nextInt(hubs.count());
        hurtAtMs.add(System.currentTimeMillis());
        switch (plan.scenario()) {
            case KILL -> {
                hubs.kill(0);
                hubs.start(0, random.nextLong());
            }
            case KILL_OF_THREE -> {
                hubs.kill(one);
                Waits.pause(AWAY_MS);
                hubs.start(one, random.nextLong());
            }
            case KILL_ALL -> {
                each(hubs, hubs::kill);
                startAll(hubs);
            }
            case FREEZE, FREEZE_OF_THREE -> {
                hubs.freeze(one, true);
                Waits.pause(FROZEN_MS);
                hubs.freeze(one, false);
            }
            case ROLL -> {
                for (int hub = 0; hub < hubs.count(); hub++) {
                    hubs.stop(hub);
                    hubs.start(hub, random.nextLong());
                }
            }
        }
    }

    /** The spokes of a cluster, in a process that nobody hurts. */
    private static final class SpokeProcess implements AutoCloseable {
        private final List<Process> started = new ArrayList<>();

        void start(HubPlan plan, Path directory, long seed) {
            var command = Jvm.command("-Xmx256m");
            command.addAll(List.of(
                    TortureSpokes.class.getName(),
                    plan.name(),
                    plan.addresses(),
                    directory.resolve(TortureSpokes.EFFECTS).toString(),
                    Long.toString(seed)));
            try {
                started.add(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("spokes.log").toFile())
                        .start());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            started.forEach(Process::destroyForcibly);
        }
    }
}
