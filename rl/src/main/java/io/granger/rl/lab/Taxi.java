package io.granger.rl.lab;

import io.granger.rl.option.StateAbstraction;
import java.util.ArrayList;
import java.util.List;

/**
 * The Taxi world: a taxi in a grid of 5 x 5 fetches a passenger from one of four landmarks and sets him down at another.
 *
 * <p>Rules of Taxi-v3 (Dietterich, 2000, "Hierarchical reinforcement learning with the MAXQ value function decomposition"): every step
 * costs 1, a pick-up or set-down where there is none to do costs 10, the right set-down earns 20 and ends the episode. An episode
 * starts in any of the 300 states where the passenger waits at a landmark he does not want to go to. A state is {@code ((row * 5 +
 * column) * 5 + passenger) * 4 + destination}, where passenger 4 sits in the taxi.
 */
public final class Taxi {

    /** How many states there are, 404 of which an episode can be in. */
    public static final int STATES = 500;
    /** Actions: south, north, east, west, pick up, set down. */
    public static final int ACTIONS = 6;
    /** Where the passenger is when he sits in the taxi. */
    public static final int IN_TAXI = 4;
    /** Steps after which an episode is cut off. */
    public static final int CAP = 200;

    static final int SOUTH = 0;
    static final int NORTH = 1;
    static final int EAST = 2;
    static final int WEST = 3;
    static final int PICK_UP = 4;
    static final int SET_DOWN = 5;

    private static final int SIDE = 5;
    private static final int[][] LANDMARKS = {{0, 0}, {0, 4}, {4, 0}, {4, 3}};
    /** East of these cells, row and column, is a wall. */
    private static final int[][] WALLS = {{0, 1}, {1, 1}, {3, 0}, {4, 0}, {3, 2}, {4, 2}};

    private Taxi() {}

    /** The world as a process. */
    public static FiniteMdp mdp() {
        List<Integer> starts = starts();
        double[] start = new double[STATES];
        for (int s : starts) {
            start[s] = 1.0 / starts.size();
        }
        return new FiniteMdp(start, ACTIONS, (s, a) -> List.of(step(s, a)));
    }

    /** The world with options to drive to each landmark; raw state {@code {row, column, passenger, destination}}, no discount. */
    public static World world() {
        float[][] raw = World.rawOf(STATES, Taxi::row, Taxi::column, Taxi::passenger, Taxi::destination);
        return new World("taxi", mdp(), raw, StateAbstraction.grid(SIDE, SIDE, 5, 4), 1, CAP, LandmarkOption.all());
    }

    /** The 300 states an episode may start in. */
    public static List<Integer> starts() {
        List<Integer> starts = new ArrayList<>();
        for (int s = 0; s < STATES; s++) {
            if (passenger(s) != IN_TAXI && passenger(s) != destination(s)) {
                starts.add(s);
            }
        }
        return starts;
    }

    /** The state with the taxi at this row and column. */
    public static int state(int row, int column, int passenger, int destination) {
        return ((row * SIDE + column) * 5 + passenger) * 4 + destination;
    }

    /** Row of the taxi, 0 in the north. */
    public static int row(int state) {
        return state / (4 * 5 * SIDE);
    }

    /** Column of the taxi, 0 in the west. */
    public static int column(int state) {
        return state / (4 * 5) % SIDE;
    }

    /** Landmark where the passenger waits, or {@link #IN_TAXI}. */
    public static int passenger(int state) {
        return state / 4 % 5;
    }

    /** Landmark where the passenger wants to go. */
    public static int destination(int state) {
        return state % 4;
    }

    /** Row and column of landmark 0 to 3. */
    static int[] landmark(int i) {
        return LANDMARKS[i].clone();
    }

    private static Outcome step(int s, int a) {
        int row = row(s);
        int column = column(s);
        return switch (a) {
            case SOUTH -> moved(s, Math.min(row + 1, SIDE - 1), column);
            case NORTH -> moved(s, Math.max(row - 1, 0), column);
            case EAST -> moved(s, row, column == SIDE - 1 || isWallEast(row, column) ? column : column + 1);
            case WEST -> moved(s, row, column == 0 || isWallEast(row, column - 1) ? column : column - 1);
            case PICK_UP -> pickUp(s);
            default -> setDown(s);
        };
    }

    private static Outcome moved(int s, int row, int column) {
        return new Outcome(1, state(row, column, passenger(s), destination(s)), -1, false);
    }

    private static Outcome pickUp(int s) {
        int passenger = passenger(s);
        if (passenger != IN_TAXI && landmarkAt(s) == passenger) {
            return new Outcome(1, state(row(s), column(s), IN_TAXI, destination(s)), -1, false);
        }
        return new Outcome(1, s, -10, false);
    }

    private static Outcome setDown(int s) {
        int landmark = landmarkAt(s);
        if (passenger(s) != IN_TAXI || landmark < 0) {
            return new Outcome(1, s, -10, false);
        }
        int next = state(row(s), column(s), landmark, destination(s));
        boolean arrived = landmark == destination(s);
        return new Outcome(1, next, arrived ? 20 : -1, arrived);
    }

    private static int landmarkAt(int s) {
        for (int i = 0; i < LANDMARKS.length; i++) {
            if (LANDMARKS[i][0] == row(s) && LANDMARKS[i][1] == column(s)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isWallEast(int row, int column) {
        for (int[] wall : WALLS) {
            if (wall[0] == row && wall[1] == column) {
                return true;
            }
        }
        return false;
    }
}
