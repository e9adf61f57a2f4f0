package io.granger.hub.torture;

import java.util.Locale;

/** What is done to hubs, or to their spokes. */
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
    /** Half of the spokes of three hubs stand still for half a minute, in the middle of calls. */
    FREEZE_SPOKES(3),
    /** One of three hubs cannot be reached by the others, nor they by it, for half a minute; its spokes go with it. */
    PARTITION(3),
    /** The disk of one hub by itself is full for a while. */
    FULL_DISK(1),
    /** One hub after another is asked to end, and is started again. */
    ROLL(3);

    private final int hubs;

    Scenario(int hubs) {
        this.hubs = hubs;
    }

    /** How many processes with spokes there are. */
    int spokes() {
        return switch (this) {
            case KILL, FREEZE, FULL_DISK -> 0;
            case FREEZE_SPOKES -> 2;
            case PARTITION -> hubs;
            default -> 1;
        };
    }

    /** How many hubs there are. */
    int hubs() {
        return hubs;
    }

    /** Whether this machine and this user can do it. */
    boolean canBe() {
        return switch (this) {
            case PARTITION -> Namespaces.canBe();
            case FULL_DISK -> SmallDisk.canBe();
            default -> true;
        };
    }

    static Scenario of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
