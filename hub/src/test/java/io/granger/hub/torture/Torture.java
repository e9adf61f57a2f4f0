package io.granger.hub.torture;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
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
    private final List<String> broken = new ArrayList<>();
    private Optional<Namespaces> networks = Optional.empty();
    private Optional<SmallDisk> disk = Optional.empty();

    private Torture(Plan plan, PrintStream progress) {
        this.plan = plan;
        this.progress = progress;
        this.random = new SplittableRandom(plan.seed());
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
     * @param takeovers how long after each kill or freeze a step that its hub had begun was done for another one
     * @param broken promises that were broken, in words
     */
    record Report(int acknowledged, int ended, int effects, int rows, Takeovers takeovers, List<String> broken) {
        @Override
        public String toString() {
            return "acknowledged " + acknowledged + ", ends read by clients " + ended + ", effects " + effects
                    + ", rows " + rows + ", " + takeovers + ", broken promises " + broken.size();
        }
    }

    public static void main(String[] args) {
        var planted = args.length > 4 ? args[4] : HubPlan.NOTHING;
        var plan = new Plan(
                Scenario.of(args[0]), Integer.parseInt(args[1]), Long.parseLong(args[2]), Path.of(args[3]), planted);
        if (!plan.scenario().canBe()) {
            System.out.println(args[0] + ": skipped, it needs root on Linux, and `ip netns` for networks");
            return;
        }
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
        int count = plan.scenario().hubs();
        if (plan.scenario() == Scenario.PARTITION) {
            networks = Optional.of(Namespaces.of(count));
        }
        if (plan.scenario() == Scenario.FULL_DISK) {
            disk = Optional.of(SmallDisk.at(Hubs.home(plan.directory(), 0).resolve("data")));
        }
        try {
            return run(count);
        } finally {
            networks.ifPresent(Namespaces::close);
            disk.ifPresent(SmallDisk::close);
        }
    }

    private Report run(int count) {
        var shape = count == 1 ? HubPlan.alone(plan.planted()) : HubPlan.cluster(count, plan.planted());
        var hubPlan = networks.map(shape::in).orElse(shape);
        int acknowledged;
        int ended;
        try (var hubs = new Hubs(plan.directory(), hubPlan, networks);
                var spokes = new SpokeProcesses(plan.directory(), networks);
                var clients = new Clients(hubs, plan.directory())) {
            startAll(hubs);
            spokes.start(hubPlan, plan.scenario().spokes(), plan.seed());
            clients.start(CLIENTS);
            rounds(hubs, spokes, clients);
            if (!clients.finish(END)) {
                progress.println("some tasks did not end within " + END.toSeconds() + " s");
            }
            each(hubs, hubs::stop);
            acknowledged = clients.acknowledged();
            ended = clients.ended();
        }
        var evidence = EvidenceReader.read(plan.directory(), count);
        broken.addAll(Checker.broken(evidence));
        return new Report(
                acknowledged,
                ended,
                evidence.effects().size(),
                evidence.rows().size(),
                Takeovers.after(hurtAtMs, evidence.effects()),
                List.copyOf(broken));
    }

    private void rounds(Hubs hubs, SpokeProcesses spokes, Clients clients) {
        try (var vandal = Vandal.start(hubs, plan.seed())) {
            for (int round = 1; round <= plan.rounds(); round++) {
                load(clients);
                if (plan.scenario() == Scenario.FREEZE_SPOKES) {
                    hurt(spokes);
                } else {
                    hurt(hubs);
                }
                progress.printf("round %d of %d: %d acknowledged%n", round, plan.rounds(), clients.acknowledged());
            }
            load(clients);
            progress.println("nonsense: " + vandal);
            broken.addAll(vandal.wrong());
        }
    }

    private void startAll(Hubs hubs) {
        var seeds = random.longs(hubs.count()).toArray();
        each(hubs, hub -> hubs.start(hub, seeds[hub]));
    }

    /** To every hub at the same time: none is ready before enough others are there. */
    private static void each(Hubs hubs, java.util.function.IntConsumer what) {
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = IntStream.range(0, hubs.count())
                    .mapToObj(hub -> CompletableFuture.runAsync(() -> what.accept(hub), all))
                    .toList();
            done.forEach(CompletableFuture::join);
        }
    }

    /** Waits until some more tasks were acknowledged, or nothing moves any more. */
    private void load(Clients clients) {
        int until = clients.acknowledged() + TASKS_BETWEEN_MIN + random.nextInt(TASKS_BETWEEN_SPREAD);
        long stuckAt = System.nanoTime() + STUCK_MS * 1_000_000;
        while (clients.acknowledged() < until && System.nanoTime() < stuckAt) {
            Waits.pause(LOOK_MS);
        }
    }

    private void hurt(SpokeProcesses spokes) {
        int one = random.nextInt(Scenario.FREEZE_SPOKES.spokes());
        noteHurt();
        spokes.freeze(one, true);
        Waits.pause(FROZEN_MS);
        spokes.freeze(one, false);
    }

    private void hurt(Hubs hubs) {
        int one = random.nextInt(hubs.count());
        noteHurt();
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
                comesBack(hubs, one);
            }
            case FREEZE_SPOKES -> throw new IllegalStateException("its hubs are not hurt");
            case PARTITION -> cut(hubs, one);
            case FULL_DISK -> fill(hubs);
            case ROLL -> {
                for (int hub = 0; hub < hubs.count(); hub++) {
                    noteHurt();
                    hubs.stop(hub);
                    hubs.start(hub, random.nextLong());
                }
            }
        }
    }

    /** What is alone refuses as soon as it can know that it is, and is there again soon after it no longer is. */
    private void cut(Hubs hubs, int one) {
        networks.orElseThrow().cut(one, true);
        var door = new Door(hubs, one);
        long refusedMs = Door.until(() -> !door.isReady() && door.submits() == 503, END);
        progress.println("alone, it refuses after " + refusedMs + " ms");
        if (refusedMs < 0) {
            broken.add("guessed: hub " + one + " is alone and does not refuse");
        }
        Waits.pause(FROZEN_MS / 2);
        networks.orElseThrow().cut(one, false);
        comesBack(hubs, one);
    }

    private void fill(Hubs hubs) {
        var door = new Door(hubs, 0);
        long refusedMs = Door.until(
                () -> {
                    disk.orElseThrow().fill();
                    return !door.isReady() && door.submits() == 507;
                },
                END);
        progress.println("without space, it refuses after " + refusedMs + " ms");
        if (refusedMs < 0) {
            broken.add("full: a hub without space does not refuse with 507");
        }
        Waits.pause(AWAY_MS);
        disk.orElseThrow().empty();
        comesBack(hubs, 0);
    }

    private void comesBack(Hubs hubs, int one) {
        long backMs = Door.until(new Door(hubs, one)::isReady, END);
        progress.println("ready again after " + backMs + " ms");
        if (backMs < 0) {
            broken.add("away: hub " + one + " is not ready again after " + END.toSeconds() + " s");
        }
    }

    private void noteHurt() {
        hurtAtMs.add(System.currentTimeMillis());
    }
}
