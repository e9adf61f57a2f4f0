package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An off-policy report as a person reads it. */
final class EvaluationPage {
    private final JsonNode report;

    EvaluationPage(JsonNode report) {
        this.report = report;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("policy " + text(report, "version") + ": " + text(report.path("gate"), "verdict"));
        for (JsonNode reason : report.path("gate").path("reasons")) {
            lines.add("  - " + Wording.plain(reason.asText()));
        }
        lines.add("live is " + text(report, "live") + "; " + report.path("rows").asLong() + " rows in snapshot "
                + text(report, "snapshot"));
        lines.add("");
        lines.addAll(values());
        lines.add("");
        lines.addAll(differences());
        lines.add("");
        lines.addAll(rest());
        return lines;
    }

    private List<String> values() {
        Table table = new Table("VALUE (dr)", "ROWS", "ESS", "LOGGED", "VERSION", "LIVE", "HEURISTIC");
        value(table, "steps", report.path("steps"));
        value(table, "tasks", report.path("tasks"));
        JsonNode episodes = report.path("episodes");
        if (episodes.has("version")) {
            table.row(
                    "whole tasks (fqe)",
                    episodes.path("n").asText(),
                    "",
                    "",
                    number(episodes.path("version").path("fqe")),
                    number(episodes.path("live").path("fqe")),
                    number(episodes.path("heuristic").path("fqe")));
        }
        return table.lines();
    }

    private static void value(Table table, String name, JsonNode of) {
        JsonNode values = of.path("values");
        table.row(
                name,
                of.path("n").asText(),
                of.has("ess") ? Long.toString(Math.round(of.path("ess").asDouble())) : "",
                number(values.path("logged")),
                number(values.path("version").path("dr")),
                number(values.path("live").path("dr")),
                number(values.path("heuristic").path("dr")));
    }

    private List<String> differences() {
        Table table = new Table("DIFFERENCE", "ESS", "TO LIVE", "BOUNDS", "TO HEURISTIC", "BOUNDS");
        difference(table, "steps", report.path("steps"));
        difference(table, "tasks", report.path("tasks"));
        for (var pipeline : report.path("pipelines").properties()) {
            for (var level : pipeline.getValue().properties()) {
                difference(table, Wording.plain(pipeline.getKey()) + " " + level.getKey(), level.getValue());
            }
        }
        for (JsonNode segment : report.path("segments")) {
            String name = text(segment, "segment");
            if (!name.startsWith("pipeline=")) {
                difference(table, text(segment, "level") + " " + name, segment);
            }
        }
        return table.lines();
    }

    private static void difference(Table table, String name, JsonNode of) {
        JsonNode live = of.path("difference").path("live");
        JsonNode heuristic = of.path("difference").path("heuristic");
        if (!live.has("mean")) {
            return;
        }
        table.row(
                name,
                Long.toString(Math.round(of.path("ess").asDouble())),
                signed(live.path("mean")),
                signed(live.path("low")) + " to " + signed(live.path("high")),
                signed(heuristic.path("mean")),
                signed(heuristic.path("low")) + " to " + signed(heuristic.path("high")));
    }

    private List<String> rest() {
        JsonNode golden = report.path("golden");
        JsonNode scoring = report.path("scoring");
        return List.of(
                "of " + golden.path("n").asLong() + " golden decisions "
                        + golden.path("live").path("others").asLong() + " differ from the live policy's, "
                        + golden.path("heuristic").path("others").asLong() + " from the heuristic's",
                "a decision takes " + number(scoring.path("medianMicros")) + " us, 95 % at most "
                        + number(scoring.path("p95Micros")) + " us",
                Wording.percent(report.path("censored").asDouble()) + " of the tasks were cut off from outside");
    }

    private static String text(JsonNode of, String name) {
        return Wording.plain(of.path(name).asText());
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.3f", value.asDouble()) : "";
    }

    private static String signed(JsonNode value) {
        return String.format(Locale.ROOT, "%+.3f", value.asDouble());
    }
}
