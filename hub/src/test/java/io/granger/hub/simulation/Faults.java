package io.granger.hub.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What goes wrong in one simulation. Each seed has some kinds of faults and not others, so that rare ones are also seen
 * alone; each kind comes again and again until all is healed.
 */
final class Faults {
    private static final long MILLI = 1_000;
    private static final long SECOND = 1_000 * MILLI;

    private final World world;
    private final Chance chance;
    private final Map<Kind, Integer> happened = new EnumMap<>(Kind.class);
    private boolean isOver;
    private long quietSinceMs = VirtualTime.START_MS;

    /** The kinds. */
    enum Kind {
        HUB_KILLED,
        HUB_STOPPED,
        HUB_FROZEN,
        SPOKE_KILLED,
        SPOKE_FROZEN,
        CUT_OFF,
        HUB_APART,
        MESSAGES_LOST,
        NETWORK_SLOW,
        DISK_SLOW,
        DISK_FULL,
        DISK_NEARLY_FULL,
        DISK_FAILING,
        ALL_KILLED
    }

    Faults(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    /** How often each kind happened. */
    Map<Kind, Integer> happened() {
        return happened;
    }

    /** Since when nothing has gone wrong, epoch milliseconds. */
    long quietSinceMs() {
        return quietSinceMs;
    }

    void start() {
        double share = chance.of(List.of(.15, .4, .7));
        for (var kind : Kind.values()) {
            // One hub alone is killed as it is.
            boolean canBe = kind != Kind.ALL_KILLED || world.isCluster();
            if (canBe && chance.happens(share)) {
                next(kind, chance.between(2 * SECOND, 14 * SECOND));
            }
        }
    }

    private void next(Kind kind, long everyMicros) {
        later(chance.between(everyMicros / 4, everyMicros * 2), () -> {
            happened.merge(kind, 1, Integer::sum);
            begin(kind);
            next(kind, everyMicros);
        });
    }

    private void later(long micros, Runnable what) {
        world.time().after(micros, () -> {
            if (!isOver) {
                quietSinceMs = world.time().nowMs();
                what.run();
            }
        });
    }

    private void begin(Kind kind) {
        var hub = chance.of(world.hubs());
        var spoke = chance.of(world.spokes());
        switch (kind) {
            case HUB_KILLED -> {
                hub.kill();
                later(chance.between(20 * MILLI, 5 * SECOND), hub::start);
            }
            case ALL_KILLED ->
                world.hubs().forEach(each -> {
                    each.kill();
                    // One or another comes back much later.
                    later(chance.between(20 * MILLI, chance.happens(.3) ? 25 * SECOND : 5 * SECOND), each::start);
                });
            case HUB_STOPPED -> {
                hub.stop(chance.between(0, 3_000));
                // Whoever asked for it starts it again once it is gone, and does not wait for ever.
                later(chance.between(4 * SECOND, 8 * SECOND), hub::kill);
                later(8 * SECOND + 1, hub::start);
            }
            case HUB_FROZEN -> hub.freeze(chance.between(50 * MILLI, 14 * SECOND));
            case SPOKE_KILLED -> {
                spoke.kill();
                later(chance.between(100 * MILLI, 12 * SECOND), spoke::start);
            }
            case SPOKE_FROZEN -> spoke.freeze(chance.between(100 * MILLI, 12 * SECOND));
            case CUT_OFF -> cutOff(hub, spoke);
            case HUB_APART -> apart(hub);
            case MESSAGES_LOST -> {
                world.network().lose(chance.between(1, 25) / 100.0);
                later(chance.between(SECOND, 6 * SECOND), () -> world.network().lose(0));
            }
            case NETWORK_SLOW -> {
                world.network().slow(chance.between(5 * MILLI, 200 * MILLI));
                later(chance.between(SECOND, 6 * SECOND), () -> world.network().slow(400));
            }
            default -> disk(kind, hub);
        }
    }

    /** A hub and the others do not see each other; where there is one hub there is nothing to part. */
    private void apart(SimulatedHub hub) {
        var node = hub.node();
        world.membership().ifPresent(members -> {
            world.trouble().tell("network", node + " is apart");
            members.part(node);
            others(hub).forEach(other -> world.network().cut(hub.name(), other.name()));
            later(chance.between(200 * MILLI, 15 * SECOND), () -> {
                members.join(node);
                others(hub).forEach(other -> world.network().join(hub.name(), other.name()));
            });
        });
    }

    private List<SimulatedHub> others(SimulatedHub hub) {
        return world.hubs().stream().filter(other -> other != hub).toList();
    }

    private void cutOff(SimulatedHub hub, SimulatedSpoke spoke) {
        var other = chance.happens(.3) ? "client" : spoke.name();
        world.trouble().tell("network", hub.name() + " is cut off from " + other);
        world.network().cut(hub.name(), other);
        later(chance.between(200 * MILLI, 12 * SECOND), () -> world.network().join(hub.name(), other));
    }

    private void disk(Kind kind, SimulatedHub hub) {
        var disk = hub.disk();
        world.trouble().tell(hub.name(), "has trouble: " + kind);
        switch (kind) {
            case DISK_SLOW -> {
                disk.slow(chance.between(20 * MILLI, 2 * SECOND));
                later(chance.between(SECOND, 6 * SECOND), () -> disk.slow(SimulatedDisk.USUAL_MICROS));
            }
            case DISK_FULL, DISK_NEARLY_FULL -> {
                disk.become(kind == Kind.DISK_FULL ? SimulatedDisk.Health.FULL : SimulatedDisk.Health.NEARLY_FULL);
                later(chance.between(200 * MILLI, 6 * SECOND), () -> disk.become(SimulatedDisk.Health.FINE));
            }
            default -> {
                disk.become(SimulatedDisk.Health.FAILING);
                // A hub whose disk failed takes nothing more until somebody mends that and starts it again.
                later(chance.between(500 * MILLI, 4 * SECOND), () -> {
                    disk.become(SimulatedDisk.Health.FINE);
                    hub.kill();
                });
                later(4 * SECOND + 1, hub::start);
            }
        }
    }

    /** Nothing is wrong any more, and nothing will be. */
    void heal() {
        isOver = true;
        quietSinceMs = world.time().nowMs();
        world.trouble().tell("world", "heals");
        world.heal();
        for (var hub : world.hubs()) {
            hub.disk().heal();
            hub.thaw();
            if (!hub.isStaying()) {
                hub.kill();
            }
            hub.start();
        }
        for (var spoke : world.spokes()) {
            spoke.become(SimulatedSpoke.Temper.HONEST);
            spoke.thaw();
            spoke.start();
        }
    }
}
