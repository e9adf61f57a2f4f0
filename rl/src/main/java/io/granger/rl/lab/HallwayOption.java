package io.granger.rl.lab;

import io.granger.rl.ActionDistribution;
import io.granger.rl.option.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One of the eight options of the four-rooms world: leave a room through one of its two hallways.
 *
 * <p>It may start in the room and in its other hallway, follows a shortest path to its hallway, the first such action in the order
 * up, down, left, right, and ends anywhere else. The raw state is {@code {row, column}}.
 */
public final class HallwayOption implements Option {

    private static final String[] ROOMS = {"north-west", "north-east", "south-west", "south-east"};
    private static final int[][] HALLWAYS = {
        {FourRooms.NORTH_HALLWAY, FourRooms.WEST_HALLWAY},
        {FourRooms.NORTH_HALLWAY, FourRooms.EAST_HALLWAY},
        {FourRooms.WEST_HALLWAY, FourRooms.SOUTH_HALLWAY},
        {FourRooms.EAST_HALLWAY, FourRooms.SOUTH_HALLWAY}
    };

    private final String name;
    private final boolean[] starts = new boolean[FourRooms.CELLS];
    private final ActionDistribution[] policies;

    private HallwayOption(int room, int goal, int other) {
        this.name = ROOMS[room] + " room to " + hallwayName(goal) + " hallway";
        FourRooms.cellsOf(room).forEach(cell -> starts[cell] = true);
        starts[other] = true;
        this.policies = shortestPaths(goal);
    }

    /** All eight, two a room. */
    public static List<Option> all() {
        List<Option> all = new ArrayList<>();
        for (int room = 0; room < HALLWAYS.length; room++) {
            all.add(new HallwayOption(room, HALLWAYS[room][0], HALLWAYS[room][1]));
            all.add(new HallwayOption(room, HALLWAYS[room][1], HALLWAYS[room][0]));
        }
        return List.copyOf(all);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean mayStart(float[] state) {
        return starts[cellOf(state)];
    }

    @Override
    public ActionDistribution policy(float[] state) {
        return policies[cellOf(state)];
    }

    @Override
    public double termination(float[] state) {
        return mayStart(state) ? 0 : 1;
    }

    private ActionDistribution[] shortestPaths(int goal) {
        int[] distance = distances(goal);
        ActionDistribution[] found = new ActionDistribution[FourRooms.CELLS];
        for (int cell = 0; cell < FourRooms.CELLS; cell++) {
            int best = 0;
            for (int a = FourRooms.ACTIONS - 1; a >= 0; a--) {
                if (distance[FourRooms.neighbour(cell, a)] <= distance[FourRooms.neighbour(cell, best)]) {
                    best = a;
                }
            }
            found[cell] = ActionDistribution.certain(FourRooms.ACTIONS, best);
        }
        return found;
    }

    /** Steps to the goal through cells the option may be in. */
    private int[] distances(int goal) {
        int[] distance = new int[FourRooms.CELLS];
        Arrays.fill(distance, FourRooms.CELLS);
        distance[goal] = 0;
        List<Integer> reached = new ArrayList<>(List.of(goal));
        for (int i = 0; i < reached.size(); i++) {
            int cell = reached.get(i);
            for (int a = 0; a < FourRooms.ACTIONS; a++) {
                int next = FourRooms.neighbour(cell, a);
                if (starts[next] && distance[next] > distance[cell] + 1) {
                    distance[next] = distance[cell] + 1;
                    reached.add(next);
                }
            }
        }
        return distance;
    }

    private static int cellOf(float[] state) {
        return FourRooms.cell((int) state[0], (int) state[1]);
    }

    private static String hallwayName(int cell) {
        if (cell == FourRooms.NORTH_HALLWAY) {
            return "north";
        }
        if (cell == FourRooms.EAST_HALLWAY) {
            return "east";
        }
        return cell == FourRooms.WEST_HALLWAY ? "west" : "south";
    }
}
