package io.granger.hub.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything one simulation consists of. */
final class World {
    private final VirtualTime time = new VirtualTime();
    private final Trouble trouble;
    private final Planted planted;
    private final SimulatedNetwork network;
    private final Laws laws;
    private final SimulatedSpoke.EffectLog effects;
    private final List<SimulatedHub> hubs = new ArrayList<>();
    private final List<SimulatedSpoke> spokes = new ArrayList<>();
    private final Optional<Membership> membership;
    private boolean isHealed;

    World(Chance chance, int hubs, Planted planted, boolean keepsStory) {
        this.trouble = new Trouble(time, keepsStory);
        this.planted = planted;
        this.network = new SimulatedNetwork(time, chance.split());
        this.effects = new SimulatedSpoke.EffectLog(trouble);
        this.membership = hubs > 1 ? Optional.of(new Membership(time, hubs)) : Optional.empty();
        this.laws = new Laws(this);
    }

    VirtualTime time() {
        return time;
    }

    Trouble trouble() {
        return trouble;
    }

    Planted planted() {
        return planted;
    }

    SimulatedNetwork network() {
        return network;
    }

    Laws laws() {
        return laws;
    }

    SimulatedSpoke.EffectLog effects() {
        return effects;
    }

    List<SimulatedHub> hubs() {
        return hubs;
    }

    SimulatedHub hub(String name) {
        return hubs.stream().filter(h -> h.name().equals(name)).findFirst().orElseThrow();
    }

    /** Who is with whom, where there are several hubs. */
    Optional<Membership> membership() {
        return membership;
    }

    boolean isCluster() {
        return membership.isPresent();
    }

    /** Whether nothing goes wrong any more. */
    boolean isHealed() {
        return isHealed;
    }

    void heal() {
        isHealed = true;
        network.heal();
        membership.ifPresent(Membership::heal);
    }

    List<SimulatedSpoke> spokes() {
        return spokes;
    }
}
