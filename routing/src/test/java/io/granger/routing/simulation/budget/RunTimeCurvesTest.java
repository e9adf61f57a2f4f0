package io.granger.routing.simulation.budget;

import static io.granger.routing.simulation.budget.Tables.NEVER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RunTimeCurvesTest {
    private static final int LAST = RunTimeCurves.POINTS;

    private static Episode seen(double[] finishMs, double[] ranMs) {
        return new Episode(true, new double[0], 0, finishMs, ranMs, 0, false, 0);
    }

    @Test
    void running_finishedAtAPoint_isHalfThereAndNormalInTheLogarithm() {
        double budgetMs = 1000;
        RunTimeCurves probe = new RunTimeCurves(List.of(), 1, budgetMs);
        RunTimeCurves curves = new RunTimeCurves(List.of(seen(new double[] {probe.ms(8)}, new double[1])), 1, budgetMs);
        assertEquals(.5, curves.running(0, 0, 8), 1e-7);
        // The grid grows by 10^(4/15) a point, 0.6140 in the natural logarithm: 1.0234 spreads of .6; tail .15306.
        assertEquals(.15306, curves.running(0, 0, 9), 1e-4);
        assertEquals(1 - .15306, curves.running(0, 0, 7), 1e-4);
    }

    @Test
    void running_neverFinished_isCertainToTheBudget() {
        RunTimeCurves curves = new RunTimeCurves(List.of(seen(new double[] {NEVER}, new double[] {1000})), 1, 1000);
        assertEquals(1, curves.running(0, 0, LAST));
        assertEquals(1000, curves.meanMs(0, 0, LAST), 1e-9);
    }

    @Test
    void running_neverTried_followsKaplanAndMeier() {
        // Three of the arm finish between points 4 and 5, one ran to the end, and the fifth never tried it: the prior
        // adds
        // a hazard of h = 1 - 2^(-1/16) at the weight of one row.
        RunTimeCurves probe = new RunTimeCurves(List.of(), 1, 1000);
        double between = (probe.ms(4) + probe.ms(5)) / 2;
        Episode quick = seen(new double[] {between}, new double[1]);
        Episode slow = seen(new double[] {NEVER}, new double[] {1000});
        Episode untried = seen(new double[] {NEVER}, new double[1]);
        RunTimeCurves curves = new RunTimeCurves(List.of(quick, quick, quick, slow, untried), 1, 1000);
        double h = 1 - Math.pow(.5, 1.0 / 16);
        double before = Math.pow(1 - h / 5, 4);
        assertEquals(before, curves.running(4, 0, 4), 1e-12);
        assertEquals(before * (1 - (3 + h) / 5), curves.running(4, 0, 5), 1e-12);
        assertEquals(before * (1 - (3 + h) / 5) * Math.pow(1 - h / 2, 11), curves.running(4, 0, LAST), 1e-12);
    }

    @Test
    void running_cutOff_isCertainUntilThenAndUsualFromThere() {
        RunTimeCurves probe = new RunTimeCurves(List.of(), 1, 1000);
        Episode cutOff = seen(new double[] {NEVER}, new double[] {probe.ms(6)});
        RunTimeCurves curves = new RunTimeCurves(List.of(cutOff), 1, 1000);
        assertEquals(1, curves.running(0, 0, 6));
        // No row survived it longer: the prior alone, each point taking 2^(-1/16).
        assertEquals(Math.pow(.5, 1.0 / 16), curves.running(0, 0, 7), 1e-12);
        assertEquals(Math.pow(.5, 10.0 / 16), curves.running(0, 0, LAST), 1e-12);
    }

    @Test
    void upperTail_knownQuantiles() {
        assertEquals(.5, Normal.upperTail(0), 1e-7);
        assertEquals(.025, Normal.upperTail(1.959964), 1e-6);
        assertEquals(.95, Normal.upperTail(-1.644854), 1e-6);
    }
}
