package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * One decision in plain words: what could be chosen, what was not allowed and why, who chose by which odds, what the
 * heuristic would have done, and what came of it.
 *
 * <p>Told from the experience row's JSON; a decision that is still open has no reward yet and says so.
 */
final class DecisionStory {
    private static final String INDENT = "   ";

    private final JsonNode row;
    private final List<JsonNode> candidates = new ArrayList<>();

    /** @param decision the row's fields, at the top or under {@code row} */
    DecisionStory(JsonNode decision) {
        this.row = flat(decision);
        row.path("candidates").forEach(candidates::add);
    }

    List<String> lines(String number, ZoneId zone) {
        List<String> lines = new ArrayList<>();
        lines.add(number + question() + "  [" + Wording.text(row.path("decisionId")) + ", "
                + Wording.time(row.path("at"), zone) + "]");
        lines.addAll(table());
        say(lines, draw());
        say(lines, actor());
        if (!isHeuristicsOwn()) {
            say(lines, heuristic());
        }
        if (row.path("shadow").isObject()) {
            say(lines, shadow());
        }
        new DecisionOutcome(row).sentences().forEach(sentence -> say(lines, sentence));
        return lines;
    }

    private static void say(List<String> lines, String sentence) {
        lines.addAll(Words.wrap(INDENT, sentence));
    }

    private static JsonNode flat(JsonNode decision) {
        if (!(decision.path("row") instanceof ObjectNode inner)) {
            return decision;
        }
        ObjectNode all = Json.object();
        decision.properties().forEach(field -> all.set(field.getKey(), field.getValue()));
        inner.properties().forEach(field -> all.set(field.getKey(), field.getValue()));
        return all;
    }

    private String question() {
        return switch (row.path("level").asText()) {
            case "option" -> "Which chain?";
            case "step" -> "Which spoke for " + Wording.text(row.path("capability")) + "?";
            case "recovery" ->
                Wording.isPresent(row.path("capability"))
                        ? Wording.text(row.path("capability")) + " failed: what now?"
                        : "A step failed: what now?";
            default -> "Which " + Wording.text(row.path("level")) + "?";
        };
    }

    private List<String> table() {
        Table table = new Table(Table.WIDTH - INDENT.length(), "", "CANDIDATE", "SCORE", "PROBABILITY", "");
        int chosen = index(row.path("chosen"));
        for (int i = 0; i < candidates.size(); i++) {
            JsonNode candidate = candidates.get(i);
            boolean eligible = candidate.path("eligible").asBoolean();
            table.row(
                    i == chosen ? "*" : "",
                    name(candidate),
                    eligible ? score(candidate) : "",
                    eligible ? Wording.percent(candidate.path("probability")) : "",
                    remark(candidate, eligible, i == chosen));
        }
        return table.lines().stream().map(line -> INDENT + line).toList();
    }

    private String name(JsonNode candidate) {
        String id = Wording.text(candidate.path("id"));
        // At the step level every candidate offers the capability of the question.
        int slash = id.lastIndexOf('/');
        return row.path("level").asText().equals("step") && slash > 0 ? id.substring(0, slash) : id;
    }

    private static String score(JsonNode candidate) {
        if (!candidate.path("score").isNumber()) {
            return "-";
        }
        String spread =
                candidate.path("spread").asDouble() > 0 ? " +- " + Wording.number(candidate.path("spread")) : "";
        return Wording.number(candidate.path("score")) + spread;
    }

    private static String remark(JsonNode candidate, boolean eligible, boolean chosen) {
        if (!eligible) {
            return "no: " + Masks.reason(candidate.path("mask").asText());
        }
        String probe = candidate.path("breakerLast").asBoolean()
                        || candidate.path("mask").asText().equals("breaker-last")
                ? "open breaker, let through as the last one"
                : "";
        return chosen ? "chosen" + (probe.isEmpty() ? "" : "; " + probe) : probe;
    }

    /** The index a field names: a position, or a candidate's id; -1 for neither. */
    private int index(JsonNode named) {
        if (named.isIntegralNumber()) {
            return named.asInt();
        }
        for (int i = 0; i < candidates.size(); i++) {
            if (named.isTextual() && candidates.get(i).path("id").asText().equals(named.asText())) {
                return i;
            }
        }
        return -1;
    }

    private String named(JsonNode field) {
        int i = index(field);
        return i >= 0 && i < candidates.size() ? name(candidates.get(i)) : Wording.text(field);
    }

    private String draw() {
        long eligible =
                candidates.stream().filter(c -> c.path("eligible").asBoolean()).count();
        int chosen = index(row.path("chosen"));
        if (eligible == 1) {
            return "Only one candidate was allowed, so there was nothing to weigh.";
        }
        if (!row.path("draw").isNumber() || chosen < 0 || chosen >= candidates.size()) {
            return "Chosen: " + named(row.path("chosen")) + ".";
        }
        double from = 0;
        for (int i = 0; i < chosen; i++) {
            from += candidates.get(i).path("probability").asDouble();
        }
        double to = from + candidates.get(chosen).path("probability").asDouble();
        return String.format(
                Locale.ROOT,
                "The draw %.4f fell between %.4f and %.4f, the part of the line that belongs to %s.",
                row.path("draw").asDouble(),
                from,
                to,
                named(row.path("chosen")));
    }

    private String actor() {
        StringBuilder text = new StringBuilder("Decided by " + Wording.text(row.path("policy")));
        if (row.path("revision").asLong() > 0) {
            text.append(" (revision ").append(row.path("revision").asLong()).append(')');
        }
        text.append(" in mode ").append(Wording.text(row.path("mode")).toLowerCase(Locale.ROOT));
        String arm = row.path("arm").asText("none").toLowerCase(Locale.ROOT);
        text.append(
                switch (arm) {
                    case "treatment" -> ": the task is in the policy's share";
                    case "control" -> ": the task is in the heuristic's share";
                    case "holdout" -> ": the task is in the permanent holdout";
                    default -> "";
                });
        if (Wording.isPresent(row.path("fallback"))) {
            text.append("; the policy could not act (")
                    .append(Wording.text(row.path("fallback")))
                    .append("), so the heuristic did");
        }
        return text.append('.').toString();
    }

    /** Whether the heuristic decided, so that there is nothing to compare it with. */
    private boolean isHeuristicsOwn() {
        String heuristic = row.path("heuristic").asText("");
        return !heuristic.isEmpty()
                && row.path("policy").asText().equals("heuristic:" + heuristic)
                && index(row.path("heuristicChoice")) == index(row.path("chosen"));
    }

    private String heuristic() {
        if (!Wording.isPresent(row.path("heuristicChoice"))) {
            return "What the heuristic would have done was not recorded.";
        }
        String who = "The heuristic"
                + (Wording.isPresent(row.path("heuristic")) ? " (" + Wording.text(row.path("heuristic")) + ")" : "");
        return index(row.path("heuristicChoice")) == index(row.path("chosen"))
                ? who + " would have done the same."
                : who + " would have taken " + named(row.path("heuristicChoice")) + ".";
    }

    private String shadow() {
        JsonNode shadow = row.path("shadow");
        StringJoiner odds = new StringJoiner(", ");
        JsonNode probabilities = shadow.path("probabilities");
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).path("eligible").asBoolean()) {
                odds.add(name(candidates.get(i)) + " " + Wording.percent(probabilities.path(i)));
            }
        }
        boolean same = index(shadow.path("chosen")) == index(row.path("chosen"));
        return "In the shadow, " + Wording.text(shadow.path("policy")) + " would have "
                + (same ? "done the same" : "taken " + named(shadow.path("chosen")))
                + (odds.length() == 0 ? "" : " (" + odds + ")") + ".";
    }
}
