package io.granger.rl.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlannerTest {

    /** Cells 0, 1, 2 in a row; action 0 goes on, from 2 to the end with reward 1; action 1 stays. Everything tried often. */
    private static LearnedModel corridor(Planner[] planner, double gamma) {
        LearnedModel model = new LearnedModel(4, 2);
        planner[0] = new Planner(model, gamma);
        planner[0].hopeFor(1);
        for (int i = 0; i < 3000; i++) {
            for (int cell = 0; cell < 3; cell++) {
                model.observe(cell, 0, cell == 2 ? 1 : 0, cell + 1, cell == 2);
                planner[0].learnt(cell);
                model.observe(cell, 1, 0, cell, false);
                planner[0].learnt(cell);
            }
        }
        return model;
    }

    @Test
    void values_everythingKnown_valueIteration() {
        Planner[] planner = new Planner[1];
        corridor(planner, .5);
        assertThat(planner[0].values(2)).containsExactly(new double[] {1, .5}, within(.01));
        assertThat(planner[0].values(1)).containsExactly(new double[] {.5, .25}, within(.01));
        assertThat(planner[0].values(0)).containsExactly(new double[] {.25, .125}, within(.01));
    }

    @Test
    void values_neverTried_worthTheBestReturnSeen() {
        LearnedModel model = new LearnedModel(2, 2);
        Planner planner = new Planner(model, .5);
        planner.hopeFor(8);
        model.observe(0, 0, -1, 0, false);
        planner.learnt(0);
        double[] q = planner.values(0);
        assertThat(q[1]).isEqualTo(8);
        // tried once: it stays where 8 can be had at the next step, -1 + .5 * 8, new or not
        assertThat(q[0]).isEqualTo(3, within(1e-9));
    }

    @Test
    void values_worldChanged_whatWasNotSeenSinceIsHopedFor() {
        Planner[] planner = new Planner[1];
        LearnedModel model = corridor(planner, .5);
        model.observe(2, 0, 0, 3, false); // the reward is gone
        planner[0].learnt(2);
        assertThat(planner[0].values(0)[0]).isEqualTo(1, within(.01)); // cell 1 may be where it went
        model.observe(0, 0, 0, 1, false);
        planner[0].learnt(0);
        assertThat(planner[0].values(0)[0]).isLessThan(.9);
    }

    @Test
    void greedyPlan_onlyWhatIsKnown() {
        Planner[] planner = new Planner[1];
        LearnedModel model = corridor(planner, .9);
        GreedyPlan plan = new GreedyPlan(model, .9);
        assertThat(plan.action(0)).isZero();
        assertThat(plan.action(2)).isZero();
        assertThat(plan.action(3)).isEqualTo(-1); // never been there
    }

    @Test
    void greedyPlan_undiscountedCosts_shortestWay() {
        LearnedModel model = new LearnedModel(4, 2);
        model.observe(0, 0, -1, 1, false);
        model.observe(1, 0, -1, 2, true);
        model.observe(0, 1, -5, 3, true);
        model.observe(1, 1, -1, 0, false);
        GreedyPlan plan = new GreedyPlan(model, 1);
        assertThat(plan.action(0)).isZero();
        assertThat(plan.action(1)).isZero();
    }

    @Test
    void planner_badDiscount_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Planner(new LearnedModel(1, 1), 1.5))
                .withMessage("gamma must be in [0, 1], is 1.5");
    }
}
