package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One task as a person reads it: where it stands and why, its steps, its result. */
final class TaskPage {
    private static final Set<String> TERMINAL = Set.of("completed", "failed", "dead", "cancelled");
    private static final int RESULT_CHARACTERS = 600;

    private TaskPage() {}

    static boolean isTerminal(JsonNode task) {
        return TERMINAL.contains(task.path("state").asText());
    }

    /** The exit code for waiting on a task that ended so. */
    static Exit exitOf(JsonNode task) {
        if (task.path("state").asText().equals("completed")) {
            return Exit.OK;
        }
        JsonNode error = task.path("error");
        boolean late = Set.of("deadline", "timeout")
                .contains(error.path("code").asText(error.path("class").asText("")));
        return task.path("state").asText().equals("failed") && late ? Exit.TIMED_OUT : Exit.FAILED;
    }

    static String took(JsonNode task) {
        Optional<Instant> from = Wording.instant(task.path("createdAt"));
        Optional<Instant> to = Wording.instant(task.path("finishedAt"));
        return from.isPresent() && to.isPresent()
                ? Wording.duration(Duration.between(from.get(), to.get()).toMillis())
                : "-";
    }

    static List<String> lines(JsonNode task, ZoneId zone) {
        List<String> lines = new ArrayList<>(facts(task, zone));
        if (!task.path("steps").isEmpty()) {
            lines.add("");
            lines.addAll(steps(task.path("steps")));
        }
        if (Wording.isPresent(task.path("result"))) {
            lines.add("");
            lines.add("result");
            String result = Wording.text(task.path("result"));
            lines.addAll(Words.wrap("  ", Wording.cut(result, RESULT_CHARACTERS)));
            if (result.length() > RESULT_CHARACTERS) {
                lines.add("  (" + Wording.count(result.length(), "character") + "; --output json shows all)");
            }
        }
        return lines;
    }

    private static List<String> facts(JsonNode task, ZoneId zone) {
        Facts facts = new Facts();
        String took = took(task);
        facts.add("task", Wording.text(task.path("taskId")));
        facts.add("state", Wording.text(task.path("state")) + (took.equals("-") ? "" : " (took " + took + ")"));
        facts.addIfPresent("why", task.path("why"));
        waiting(facts, task.path("waiting"), zone);
        error(facts, task.path("error"), task.path("why").asText());
        facts.addIfPresent("pipeline", task.path("pipeline"));
        facts.addIfPresent("retry of", task.path("retryOf"));
        if (!task.path("chain").isEmpty() || task.path("chain").isTextual()) {
            facts.add("chain", chain(task.path("chain")));
        }
        facts.add("routing", routing(task));
        facts.addIfPresent("durability", task.path("durability"));
        if (task.path("costTotal").isNumber()) {
            facts.add("cost", Wording.number(task.path("costTotal")));
        }
        if (task.path("recovered").asBoolean() || task.path("recovered").asInt() > 0) {
            facts.add("recovered", "yes, from a failed step");
        }
        facts.add("created", Wording.dayAndTime(task.path("createdAt"), zone));
        return facts.lines();
    }

    private static void waiting(Facts facts, JsonNode waiting, ZoneId zone) {
        if (waiting.isObject()) {
            String until = Wording.isPresent(waiting.path("until"))
                    ? ", until " + Wording.dayAndTime(waiting.path("until"), zone)
                    : "";
            facts.add("waits for", Wording.text(waiting.path("reason")) + until);
        }
    }

    /** Where the sentence is the reason already, it is not said twice. */
    private static void error(Facts facts, JsonNode error, String why) {
        if (error.isObject() && error.has("message")) {
            String code = error.path("code").asText(error.path("class").asText("error"));
            String message = error.path("message").asText();
            facts.add("error", Wording.plain(message.equals(why) ? code : code + ": " + message));
        } else {
            facts.addIfPresent("error", error);
        }
    }

    /** A chain's id with blanks, or the labels of a list. */
    static String chain(JsonNode chain) {
        if (!chain.isArray()) {
            return Wording.text(chain).replace(">", " > ");
        }
        List<String> labels = new ArrayList<>();
        chain.forEach(step -> labels.add(step.isObject() ? stepLabel(step) : Wording.text(step)));
        return String.join(" > ", labels);
    }

    /** {@code summarize@^1.2?}: capability, version range, and a question mark when it may be skipped. */
    static String stepLabel(JsonNode step) {
        String version = step.hasNonNull("version") ? "@" + step.path("version").asText() : "";
        return Wording.text(step.path("capability"))
                + Wording.plain(version)
                + (step.path("optional").asBoolean() ? "?" : "");
    }

    private static String routing(JsonNode task) {
        StringBuilder text = new StringBuilder("mode " + Wording.text(task.path("mode")));
        for (String field : List.of("arm", "policy")) {
            String value = task.path(field).asText("");
            if (!value.isEmpty() && !value.equals("none")) {
                text.append(", ").append(field).append(' ').append(Wording.plain(value));
            }
        }
        return text.toString();
    }

    private static List<String> steps(JsonNode steps) {
        Table table = new Table("STEP", "CAPABILITY", "SPOKE", "TRY", "TOOK", "OUTCOME", "QUALITY", "COST");
        for (JsonNode step : steps) {
            String id = Wording.text(step.path("stepId"));
            table.row(
                    id.substring(id.lastIndexOf('.') + 1),
                    Wording.text(step.path("capability")),
                    Wording.text(step.path("spoke")),
                    Wording.text(step.path("attempt")),
                    Wording.duration(step.path("ms")),
                    Wording.text(step.path("outcome")),
                    Wording.number(step.path("quality")),
                    Wording.number(step.path("cost")));
        }
        return table.lines();
    }
}
