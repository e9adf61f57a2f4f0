package io.granger.hub.simulation;

import io.granger.hub.store.TaskQuery;
import io.granger.hub.task.TaskStatus;
import io.granger.hub.verticle.TaskRecords;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One run from one seed: orders and faults for a while, then everything heals and all must come to its end. */
final class Simulation {
    private static final long SECOND = 1_000_000;
    private static final long TROUBLED_MICROS = 30 * SECOND;
    private static final long HEALED_MICROS = 120 * SECOND;
    private static final long SETTLE_MICROS = 34 * SECOND;

    private final World world;
    private final Chance chance;
    private final Faults faults;
    private final SimulatedClient client;
    private final long seed;
    private final int hubs;

    /**
     * What a run came to.
     *
     * @param violation the first promise that was broken
     * @param fingerprint the same for the same seed and the same program
     * @param ends orders by how they ended
     */
    record Outcome(
            long seed,
            Optional<Trouble.Violation> violation,
            long fingerprint,
            long events,
            long virtualMs,
            int orders,
            Map<String, Integer> ends,
            long calls,
            long changes,
            Map<Faults.Kind, Integer> faults,
            List<String> story) {}

    private Simulation(long seed, int hubs, Planted planted, boolean keepsStory) {
        this.seed = seed;
        this.chance = new Chance(seed);
        this.hubs = hubs;
        this.world = new World(chance, hubs, planted, keepsStory);
        this.faults = new Faults(world, chance.split());
        this.client = new SimulatedClient(world, chance.split());
    }

    /** Runs a seed to its end or to the first broken promise; several hubs share their tasks. */
    static Outcome run(long seed, int hubs, Planted planted, boolean keepsStory) {
        return new Simulation(seed, hubs, planted, keepsStory).run();
    }

    private Outcome run() {
        build();
        faults.start();
        int orders = (int) chance.between(4, 10);
        for (int i = 0; i < orders; i++) {
            world.time().after(chance.between(SECOND / 2, TROUBLED_MICROS * 9 / 10), () -> client.order(false));
        }
        look();
        boolean isWhole = until(TROUBLED_MICROS, false);
        if (isWhole) {
            faults.heal();
            isWhole = until(world.time().nowMicros() + HEALED_MICROS, true);
        }
        if (isWhole) {
            ended("everything ends once nothing is wrong");
            for (int i = 0; i < 3; i++) {
                client.order(true);
            }
            isWhole = until(world.time().nowMicros() + SETTLE_MICROS, false);
        }
        if (isWhole) {
            atEnd();
        }
        return outcome();
    }

    private void build() {
        var config = Recipes.config(chance, hubs);
        for (int i = 1; i <= hubs; i++) {
            world.hubs().add(new SimulatedHub(world, "hub-" + i, config, chance.split()));
        }
        int spokes = (int) chance.between(3, 6);
        var tempers = List.of(SimulatedSpoke.Temper.values());
        boolean isCalm = chance.happens(.2);
        for (int i = 0; i < spokes; i++) {
            var can = new ArrayList<String>();
            for (var capability : Recipes.CAPABILITIES) {
                // The first two can do everything, so that there is a way once nothing is wrong.
                if (i < 2 || chance.happens(.5)) {
                    can.add(capability);
                }
            }
            var temper = isCalm ? SimulatedSpoke.Temper.HONEST : chance.of(tempers);
            if (!can.isEmpty()) {
                world.spokes()
                        .add(new SimulatedSpoke(
                                world, "spoke-" + i, can, (int) chance.between(1, 4), temper, chance.split()));
            }
        }
        world.hubs().forEach(SimulatedHub::start);
        world.spokes().forEach(spoke -> world.time().after(chance.between(1, SECOND), spoke::start));
        new SimulatedOperator(world, chance.split()).start();
    }

    private void look() {
        world.time().after(SECOND, () -> {
            world.hubs().forEach(hub -> world.laws().look(hub, faults.quietSinceMs()));
            look();
        });
    }

    /** Lets time pass; false once a promise was broken. */
    private boolean until(long micros, boolean onlyWhileOpen) {
        while (world.time().step(micros)) {
            if (world.trouble().first() != null) {
                return false;
            }
            if (onlyWhileOpen && client.ledger().stream().allMatch(SimulatedClient.Order::isOver)) {
                return true;
            }
        }
        return world.trouble().first() == null;
    }

    private void ended(String promise) {
        for (var order : client.ledger()) {
            world.trouble()
                    .require(
                            order.isOver(),
                            promise,
                            "order " + order.number() + " has not, task '" + order.taskId() + "'");
        }
    }

    private void atEnd() {
        ended("tasks complete once nothing is wrong");
        for (var hub : world.hubs()) {
            // A task that was taken over ends elsewhere, and its first owner's disk need not hear of it.
            world.trouble()
                    .require(
                            world.isCluster()
                                    || hub.disk().durable().openTasks().isEmpty(),
                            "nothing stays open",
                            hub.name() + " has open tasks");
            world.trouble().require(hub.core().inFlight() == 0, "no call is waited for", hub.name());
            world.trouble()
                    .require(
                            hub.core().runner().openCount() == 0,
                            "nothing is held for tasks that ended",
                            hub.core().runner().openCount() + " open");
            for (var spoke : hub.core().registry().list(world.time().nowMs())) {
                spoke.healthByCapability()
                        .forEach((capability, health) -> world.trouble()
                                .require(
                                        health.inFlight() == 0,
                                        "every slot is given back",
                                        spoke.spoke().name() + " " + capability + " holds " + health.inFlight()));
            }
        }
        world.laws().atEnd();
        ledger();
    }

    /** The ledger of the clients against what is on the disks. */
    private void ledger() {
        Map<Integer, Set<String>> made = new HashMap<>();
        Map<String, String> states = new HashMap<>();
        for (var hub : world.hubs()) {
            var durable = hub.disk().durable();
            durable.tasks(new TaskQuery(Optional.empty(), Optional.empty(), 1000, Optional.empty()))
                    .forEach(brief -> {
                        var state =
                                TaskRecords.state(durable.task(brief.taskId()).orElseThrow());
                        int number = new JsonObject(state.input().text()).getInteger("number");
                        made.computeIfAbsent(number, n -> new TreeSet<>()).add(brief.taskId());
                        stands(states, brief.taskId(), state.status());
                    });
        }
        for (var order : client.ledger()) {
            var tasks = made.getOrDefault(order.number(), Set.of());
            world.trouble()
                    .require(
                            !order.isKeyed() || tasks.size() <= 1 || areLost(tasks),
                            "one key makes one task",
                            "order " + order.number() + " made " + tasks);
            world.trouble()
                    .require(
                            !order.hasEnded() || order.endState().equals(states.get(order.taskId())),
                            "the record and what clients were told agree",
                            order.taskId() + " is told to be " + order.endState() + ", stored is "
                                    + states.get(order.taskId()));
        }
        states.forEach((taskId, state) -> world.trouble()
                .require(
                        TaskStatus.of(state).orElseThrow().isTerminal(),
                        "nothing stays open",
                        taskId + " is " + state));
    }

    /** A key whose task was not stored yet when its hub died leads to it only as long as the cluster knows of it. */
    private boolean areLost(Set<String> tasks) {
        return world.membership()
                .map(members -> tasks.stream().anyMatch(members::hasLost))
                .orElse(false);
    }

    /** Of what several disks have of a task an end counts more than what came before it; ends must agree. */
    private void stands(Map<String, String> states, String taskId, TaskStatus status) {
        var before = states.get(taskId);
        boolean hadEnded = before != null && TaskStatus.of(before).orElseThrow().isTerminal();
        world.trouble()
                .require(
                        !hadEnded || !status.isTerminal() || status.word().equals(before),
                        "a task ends once",
                        taskId + " is " + before + " and " + status.word());
        if (!hadEnded) {
            states.put(taskId, status.word());
        }
    }

    private Outcome outcome() {
        var ends = new TreeMap<String, Integer>();
        client.ledger().forEach(order -> ends.merge(order.hasEnded() ? order.endState() : "unknown", 1, Integer::sum));
        return new Outcome(
                seed,
                Optional.ofNullable(world.trouble().first()),
                world.trouble().fingerprint(),
                world.time().done(),
                world.time().nowMicros() / 1_000,
                client.ledger().size(),
                ends,
                world.laws().calls().sent(),
                world.laws().durable(),
                faults.happened(),
                world.trouble().story());
    }
}
