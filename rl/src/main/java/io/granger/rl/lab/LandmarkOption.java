package io.granger.rl.lab;

import io.granger.rl.ActionDistribution;
import io.granger.rl.option.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An option of the Taxi world: drive to one of the four landmarks by a shortest path.
 *
 * <p>It may start anywhere else and ends there. The raw state is {@code {row, column, passenger, destination}}.
 */
public final class LandmarkOption implements Option {

    private static final String[] NAMES = {"north-west", "north-east", "south-west", "south-east"};
    private static final int SIDE = 5;

    private final String name;
    private final int row;
    private final int column;
    private final ActionDistribution[] policies = new ActionDistribution[SIDE * SIDE];

    private LandmarkOption(int landmark, FiniteMdp taxi) {
        this.name = "drive to the " + NAMES[landmark] + " landmark";
        this.row = Taxi.landmark(landmark)[0];
        this.column = Taxi.landmark(landmark)[1];
        // driving changes neither passenger nor destination, so one of each stands for all
        FiniteMdp driving = new FiniteMdp(even(), Taxi.WEST + 1, (s, a) -> {
            int next = taxi.outcomes(s * 20, a).getFirst().next() / 20;
            return List.of(new Outcome(1, next, -1, next == row * SIDE + column));
        });
        double[][] q = ExactSolution.optimal(driving, 1);
        for (int s = 0; s < policies.length; s++) {
            policies[s] = ActionDistribution.certain(Taxi.ACTIONS, ExactSolution.best(q[s]));
        }
    }

    /** One for each landmark. */
    public static List<Option> all() {
        FiniteMdp taxi = Taxi.mdp();
        List<Option> all = new ArrayList<>();
        for (int landmark = 0; landmark < NAMES.length; landmark++) {
            all.add(new LandmarkOption(landmark, taxi));
        }
        return List.copyOf(all);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean mayStart(float[] state) {
        return state[0] != row || state[1] != column;
    }

    @Override
    public ActionDistribution policy(float[] state) {
        return policies[(int) state[0] * SIDE + (int) state[1]];
    }

    @Override
    public double termination(float[] state) {
        return mayStart(state) ? 0 : 1;
    }

    private static double[] even() {
        double[] start = new double[SIDE * SIDE];
        Arrays.fill(start, 1.0 / start.length);
        return start;
    }
}
