package io.granger.hub.simulation;

import java.util.ArrayList;
import java.util.List;

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

    World(Chance chance, Planted planted, boolean keepsStory) {
        this.trouble = new Trouble(time, keepsStory);
        this.planted = planted;
        this.network = new SimulatedNetwork(time, chance.split());
        this.effects = new SimulatedSpoke.EffectLog(trouble);
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

    List<SimulatedSpoke> spokes() {
        return spokes;
    }
}
