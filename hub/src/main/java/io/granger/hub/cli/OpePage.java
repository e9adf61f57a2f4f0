package io.granger.hub.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granger.rl.ope.OffPolicyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An off-policy report as JSON and as a page for people. */
record OpePage(OffPolicyReport report) {

    /** The contract's object. */
    ObjectNode json() {
        ObjectNode json = Json.object().put("n", report.n());
        put(json.putObject("estimates"), report.estimates());
        json.put("ess", report.effectiveSampleSize())
                .put("w_mean", report.meanWeight())
                .put("w_max", report.largestWeight());
        put(json.putObject("lcb95"), report.lowerBounds());
        return json.put("verdict", report.verdict().word());
    }

    private static void put(ObjectNode object, Map<String, Double> numbers) {
        numbers.forEach(object::put);
    }

    /** The page: estimates, bounds, weights, and what follows. */
    List<String> lines() {
        Table table = new Table("ESTIMATOR", "VALUE");
        report.estimates().forEach((name, value) -> table.row(name, digits(value)));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        Table bounds = new Table("95 % LOWER BOUND OF IPW", "VALUE", "");
        report.lowerBounds()
                .forEach((name, value) ->
                        bounds.row(name, digits(value), name.equals("betting") ? "valid" : "for comparison only"));
        lines.addAll(bounds.lines());
        lines.add("");
        Facts facts = new Facts();
        facts.add("rows", Integer.toString(report.n()));
        facts.add(
                "weights",
                "mean " + digits(report.meanWeight()) + ", largest " + digits(report.largestWeight())
                        + ", effective sample size "
                        + String.format(Locale.ROOT, "%.1f", report.effectiveSampleSize()));
        facts.add(
                "interval",
                digits(report.interval().low()) + " to "
                        + digits(report.interval().high()) + " (95 %, betting, of snipw)");
        facts.add("baseline", digits(report.baseline()));
        facts.add("verdict", report.verdict().word());
        lines.addAll(facts.lines());
        return lines;
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
