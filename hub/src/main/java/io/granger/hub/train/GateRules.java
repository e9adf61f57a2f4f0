package io.granger.hub.train;

import io.granger.hub.train.GateReport.Verdict;
import io.granger.rl.ope.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rules of the off-policy gate: a version passes when it is shown to be not worse. That it is better only a canary can show.
 *
 * @param margin how much worse the lower bound may be
 * @param minEss effective sample size below which nothing is concluded
 * @param segmentMargin the same margin for each segment
 * @param maxCensored share of tasks cut off from outside that is still accepted
 * @param budgetMicros how long a decision may take
 */
public record GateRules(double margin, double minEss, double segmentMargin, double maxCensored, double budgetMicros) {
    /** Segments with a smaller effective sample size are not judged. */
    static final double SEGMENT_ESS_MIN = 200;

    /** The most probability that may lie where the log says nothing. */
    static final double UNLOGGED_MAX = 0.01;

    /** Standard errors below a mean that leave 5 % beneath. */
    private static final double ONE_SIDED_95 = 1.645;

    /** Collects what stands against a version. */
    static final class Findings {
        private final GateRules rules;
        private final List<String> broken = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();

        Findings(GateRules rules) {
            this.rules = rules;
        }

        /** A level as a whole. */
        void level(String name, Comparison comparison) {
            if (!coverage(name, comparison)) {
                return;
            }
            Interval bounds = comparison.against(JudgedChoice::live);
            if (bounds.low() < -rules.margin()) {
                broken.add(text(
                        "%s: the lower bound of the difference to the live policy must be at least -%.3f, is %.3f",
                        name, rules.margin(), bounds.low()));
            }
        }

        /** Whether the log has enough to say of a version. */
        boolean coverage(String name, Comparison comparison) {
            if (comparison.size() == 0 || comparison.effectiveSize() < rules.minEss()) {
                unknown.add(text(
                        "%s: the effective sample size must be at least %.0f, is %.0f of %d rows",
                        name, rules.minEss(), comparison.effectiveSize(), comparison.size()));
                return false;
            }
            if (comparison.unlogged() > UNLOGGED_MAX) {
                broken.add(text(
                        "%s: at most %.2f of the probability may be on what the log never tried, is %.3f",
                        name, UNLOGGED_MAX, comparison.unlogged()));
            }
            return true;
        }

        /** One segment of a level. */
        void segment(String name, Comparison comparison) {
            if (comparison.effectiveSize() < SEGMENT_ESS_MIN) {
                return;
            }
            double low = comparison.against(JudgedChoice::live).low();
            if (low < -rules.segmentMargin()) {
                broken.add(text(
                        "%s: the lower bound of the difference to the live policy must be at least -%.3f, is %.3f",
                        name, rules.segmentMargin(), low));
            }
        }

        void censored(double share) {
            if (share > rules.maxCensored()) {
                broken.add(text(
                        "at most %.3f of the tasks may have been cut off from outside, were %.3f",
                        rules.maxCensored(), share));
            }
        }

        void scoringMicros(double micros) {
            if (micros > rules.budgetMicros()) {
                broken.add(text(
                        "95 %% of decisions must take at most %.0f us (policy.budgetMicros), take %.0f us",
                        rules.budgetMicros(), micros));
            }
        }

        /** Values of whole tasks by doubly robust fitted Q evaluation, a task being the unit of their errors. */
        void episodes(EpisodeValues.Value version, EpisodeValues.Value live) {
            double error = Math.hypot(version.standardError(), live.standardError());
            double low = version.doublyRobust() - live.doublyRobust() - ONE_SIDED_95 * error;
            if (low < -rules.margin()) {
                broken.add(text(
                        "whole tasks: the lower bound of the difference to the live policy must be at least -%.3f, is %.3f",
                        rules.margin(), low));
            }
        }

        void error(String what) {
            broken.add(what);
        }

        GateReport report(String version, long atMs) {
            List<String> reasons = new ArrayList<>(broken);
            reasons.addAll(unknown);
            Verdict verdict =
                    !broken.isEmpty() ? Verdict.FAILED : unknown.isEmpty() ? Verdict.PASSED : Verdict.INSUFFICIENT;
            return new GateReport(version, verdict, reasons, atMs);
        }

        private static String text(String format, Object... values) {
            return String.format(Locale.ROOT, format, values);
        }
    }
}
