package io.granger.hub.simulation;

import io.granger.hub.cluster.TaskGrid;
import io.granger.hub.verticle.Surroundings;

/** A bug put into what the hub stands on, to show that it is found. Product code has no such switch. */
interface Planted {
    /** No bug. */
    Planted NOTHING = new Planted() {};

    /** The store that a process opens. */
    default SimulatedStore store(SimulatedProcess process, SimulatedDisk disk, Chance chance, Trouble trouble) {
        return new SimulatedStore(process, disk, chance, trouble, Recipes.STORE_QUEUE);
    }

    /** What a hub of several is given as its grid. */
    default TaskGrid grid(TaskGrid real) {
        return real;
    }

    /** What the core is given as its surroundings. */
    default Surroundings surroundings(Surroundings real) {
        return real;
    }
}
