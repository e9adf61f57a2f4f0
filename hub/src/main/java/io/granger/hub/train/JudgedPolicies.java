package io.granger.hub.train;

import io.granger.routing.DecisionMaker;
import io.granger.routing.Level;
import io.granger.routing.Router;
import io.granger.routing.Situation;
import io.granger.routing.heuristic.OptionHeuristic;
import io.granger.routing.heuristic.StepHeuristic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The three that are compared, as the vectors they would have been drawn from. Notes how long the judged one takes. Not thread-safe.
 */
final class JudgedPolicies {
    private static final int WARM_UP = 200;
    private static final double NANOS_PER_MICRO = 1_000;

    private final Router fresh;
    private final Optional<? extends Router> live;
    private final StepHeuristic step;
    private final double floor;
    private final List<Long> nanos = new ArrayList<>();
    private int asked;

    /**
     * Policies.
     *
     * @param live empty when the heuristic is what serves
     * @param floor of exploration, as the hub has it
     */
    JudgedPolicies(Router fresh, Optional<? extends Router> live, StepHeuristic step, double floor) {
        this.fresh = fresh;
        this.live = live;
        this.step = step;
        this.floor = floor;
    }

    double[] fresh(Situation situation) {
        long start = System.nanoTime();
        double[] vector = DecisionMaker.vector(fresh, situation, floor);
        if (++asked > WARM_UP) {
            nanos.add(System.nanoTime() - start);
        }
        return vector;
    }

    double[] live(Situation situation) {
        return live.isPresent() ? DecisionMaker.vector(live.get(), situation, floor) : heuristic(situation);
    }

    double[] heuristic(Situation situation) {
        Router router = situation.level() == Level.STEP
                ? step
                : situation.level() == Level.OPTION ? OptionHeuristic.FIRST_CHAIN : OptionHeuristic.FIRST_RECOVERY;
        return DecisionMaker.vector(router, situation, floor);
    }

    String liveName() {
        return live.map(Router::policy).orElse("heuristic");
    }

    /** What so large a share of the judged version's decisions took at most; 0 before any was measured. */
    double micros(double share) {
        if (nanos.isEmpty()) {
            return 0;
        }
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size()))) / NANOS_PER_MICRO;
    }
}
