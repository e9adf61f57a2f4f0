package io.granger.rl.lab;

import io.granger.rl.option.StateAbstraction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The four-rooms world: 104 cells of a grid of 13 x 13, four rooms joined by four hallways.
 *
 * <p>Sutton, Precup and Singh (1999), "Between MDPs and semi-MDPs"; Bacon, Harb and Precup (2017), "The option-critic architecture".
 * Cells are numbered row by row from the north-west; a state is a cell. Actions: up, down, left, right.
 */
public final class FourRooms {

    /** How many cells can be stood on. */
    public static final int CELLS = 104;
    /** Actions: up, down, left, right. */
    public static final int ACTIONS = 4;
    /** Steps after which an episode is cut off. */
    public static final int CAP = 1000;

    private static final int SIDE = 13;
    private static final String[] MAP = {
        "#############",
        "#     #     #",
        "#     #     #",
        "#           #",
        "#     #     #",
        "#     #     #",
        "## ####     #",
        "#     ### ###",
        "#     #     #",
        "#     #     #",
        "#           #",
        "#     #     #",
        "#############"
    };
    private static final int[][] MOVES = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
    private static final double STRAIGHT = 2.0 / 3;
    private static final double SLIP = 1.0 / 3;

    private static final int[] ROWS = new int[CELLS];
    private static final int[] COLUMNS = new int[CELLS];
    private static final int[][] NUMBERS = new int[SIDE][SIDE];

    static {
        int cell = 0;
        for (int row = 0; row < SIDE; row++) {
            Arrays.fill(NUMBERS[row], -1);
            for (int column = 0; column < SIDE; column++) {
                if (MAP[row].charAt(column) == ' ') {
                    ROWS[cell] = row;
                    COLUMNS[cell] = column;
                    NUMBERS[row][column] = cell++;
                }
            }
        }
    }

    /** The hallway in the wall between the two eastern rooms, the first goal. */
    public static final int EAST_HALLWAY = cell(7, 9);
    /** The hallway in the wall between the two northern rooms. */
    public static final int NORTH_HALLWAY = cell(3, 6);
    /** The hallway in the wall between the two western rooms. */
    public static final int WEST_HALLWAY = cell(6, 2);
    /** The hallway in the wall between the two southern rooms. */
    public static final int SOUTH_HALLWAY = cell(10, 6);

    private FourRooms() {}

    /**
     * A move goes as meant with 2/3 and each other way with 1/9; into a wall is to stay. Entering the goal earns 1 and ends the
     * episode, which starts anywhere else.
     */
    public static FiniteMdp scattering(int goal) {
        return new FiniteMdp(anywhereBut(goal), ACTIONS, (s, a) -> {
            List<Outcome> outcomes = new ArrayList<>();
            for (int way = 0; way < ACTIONS; way++) {
                double p = way == a ? STRAIGHT : (1 - STRAIGHT) / (ACTIONS - 1);
                outcomes.add(entering(goal, neighbour(s, way), p));
            }
            return outcomes;
        });
    }

    /**
     * A move succeeds and then, with 1/3, slips on to a random free neighbour of the cell it led to; into a wall is to stay. To stand
     * on the goal after that earns 1 and ends the episode, which starts anywhere else.
     */
    public static FiniteMdp slipping(int goal) {
        return new FiniteMdp(anywhereBut(goal), ACTIONS, (s, a) -> {
            int to = neighbour(s, a);
            if (to == s) {
                return List.of(entering(goal, s, 1));
            }
            List<Integer> free = free(to);
            List<Outcome> outcomes = new ArrayList<>();
            outcomes.add(entering(goal, to, 1 - SLIP));
            for (int slipped : free) {
                outcomes.add(entering(goal, slipped, SLIP / free.size()));
            }
            return outcomes;
        });
    }

    /** The slipping process as a world with the hallway options; raw state {@code {row, column}}, discount .99. */
    public static World slippingWorld(int goal) {
        return world(slipping(goal), .99);
    }

    /** The scattering process as a world with the hallway options; raw state {@code {row, column}}, discount .9. */
    public static World scatteringWorld(int goal) {
        return world(scattering(goal), .9);
    }

    private static World world(FiniteMdp mdp, double gamma) {
        float[][] raw = World.rawOf(CELLS, FourRooms::row, FourRooms::column);
        return new World("fourrooms", mdp, raw, new Cells(), gamma, CAP, HallwayOption.all());
    }

    /** Every cell for itself. */
    private record Cells() implements StateAbstraction {
        @Override
        public int cells() {
            return CELLS;
        }

        @Override
        public int cellOf(float[] state) {
            return cell((int) state[0], (int) state[1]);
        }
    }

    /** Expected steps of the fastest policy to the end of an episode, from where episodes start. */
    public static double stepsToGoal(FiniteMdp rooms) {
        double[] start = new double[rooms.states()];
        Arrays.setAll(start, rooms::start);
        FiniteMdp counting = new FiniteMdp(
                start,
                rooms.actions(),
                (s, a) -> rooms.outcomes(s, a).stream()
                        .map(o -> new Outcome(o.probability(), o.next(), -1, o.terminated()))
                        .toList());
        double[][] q = ExactSolution.optimal(counting, 1);
        return -ExactSolution.startValue(counting, q, ExactSolution.epsilonGreedy(q, 0));
    }

    /** {@link #stepsToGoal} of the slipping process, averaged over goals in the south-east room. */
    public static double stepsToSouthEastGoal() {
        return cellsOf(3).stream()
                .mapToDouble(goal -> stepsToGoal(slipping(goal)))
                .average()
                .orElseThrow();
    }

    /** The cell at this row and column, which must not be a wall. */
    public static int cell(int row, int column) {
        int cell = NUMBERS[row][column];
        if (cell < 0) {
            throw new IllegalArgumentException("row " + row + ", column " + column + " must be a cell, is a wall");
        }
        return cell;
    }

    /** Row of a cell, 1 to 11 from the north. */
    public static int row(int cell) {
        return ROWS[cell];
    }

    /** Column of a cell, 1 to 11 from the west. */
    public static int column(int cell) {
        return COLUMNS[cell];
    }

    /** The room a cell is in: 0 north-west, 1 north-east, 2 south-west, 3 south-east, -1 for a hallway. */
    public static int room(int cell) {
        if (cell == EAST_HALLWAY || cell == NORTH_HALLWAY || cell == WEST_HALLWAY || cell == SOUTH_HALLWAY) {
            return -1;
        }
        boolean east = COLUMNS[cell] > 6;
        boolean south = ROWS[cell] > (east ? 7 : 6);
        return (south ? 2 : 0) + (east ? 1 : 0);
    }

    /** The cells of a room, its hallways not among them. */
    public static List<Integer> cellsOf(int room) {
        List<Integer> cells = new ArrayList<>();
        for (int cell = 0; cell < CELLS; cell++) {
            if (room(cell) == room) {
                cells.add(cell);
            }
        }
        return cells;
    }

    /** Where a move leads when nothing slips. */
    static int neighbour(int cell, int action) {
        int to = NUMBERS[ROWS[cell] + MOVES[action][0]][COLUMNS[cell] + MOVES[action][1]];
        return to < 0 ? cell : to;
    }

    private static List<Integer> free(int cell) {
        List<Integer> free = new ArrayList<>();
        for (int way = 0; way < ACTIONS; way++) {
            if (neighbour(cell, way) != cell) {
                free.add(neighbour(cell, way));
            }
        }
        return free;
    }

    private static Outcome entering(int goal, int cell, double probability) {
        return new Outcome(probability, cell, cell == goal ? 1 : 0, cell == goal);
    }

    private static double[] anywhereBut(int goal) {
        double[] start = new double[CELLS];
        Arrays.fill(start, 1.0 / (CELLS - 1));
        start[goal] = 0;
        return start;
    }
}
