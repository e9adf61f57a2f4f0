package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** What came of a decision, in sentences: how it ended, what it was worth, what was said about it later. */
final class DecisionOutcome {
    private static final List<String> PARTS = List.of("success", "latency", "quality", "cost");

    private final JsonNode row;

    DecisionOutcome(JsonNode row) {
        this.row = row;
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (!Wording.isPresent(row.path("cause"))) {
            sentences.add("It is still open: nothing has come of it yet.");
        } else {
            sentences.add(end());
            sentences.add(reward());
        }
        for (JsonNode outcome : row.path("outcomes")) {
            sentences.add(later(outcome));
        }
        if (row.path("rewardNow").isNumber()) {
            sentences.add("With that the reward is " + Wording.number(row.path("rewardNow"))
                    + "; this is what is learnt from and judged by.");
        }
        return sentences;
    }

    private String end() {
        String steps =
                row.path("level").asText().equals("option") && row.path("k").isNumber()
                        ? " and " + Wording.count(row.path("k").asLong(), "step")
                        : "";
        String ended = row.path("terminated").asBoolean() ? " The task ended with it." : "";
        String cut = row.path("truncated").asBoolean() ? " The task was cut off from outside." : "";
        return "What came of it: " + cause(row.path("cause").asText()) + ", after "
                + Wording.duration(row.path("durationMs")) + steps + "." + ended + cut;
    }

    private String cause(String cause) {
        boolean isStep = row.path("level").asText().equals("step");
        return switch (cause) {
            case "goal" -> isStep ? "the step succeeded" : "it got there";
            case "failed-step" -> isStep ? "the step failed" : "a step failed";
            case "spoke-left" -> "the spoke left";
            case "interrupted" -> "it was interrupted for something better";
            case "deadline" -> "the deadline passed";
            case "cancelled" -> "the task was cancelled";
            case "owner-lost" -> "the hub that ran it was lost";
            case "exhausted" -> "nothing was left to try";
            default -> Wording.plain(cause);
        };
    }

    private String reward() {
        String value = Wording.number(row.path("reward"));
        if (!paid()) {
            return "Reward " + value + ": a task is paid once, in the decision it ends with.";
        }
        JsonNode success = row.path("rewardParts").path("success");
        if (success.isNumber() && success.asDouble() == 0) {
            return "Reward " + value + ": a failure is always worth that.";
        }
        StringJoiner parts = new StringJoiner(", ");
        for (String part : PARTS) {
            JsonNode seen = row.path("rewardParts").path(part);
            parts.add(part + " " + (seen.isNumber() ? Wording.number(seen) : "not seen"));
        }
        return "Reward " + value + " from " + parts + " (weights of preset " + Wording.text(row.path("preset"))
                + "; what was not seen counts as the running mean).";
    }

    private boolean paid() {
        return row.path("level").asText().equals("step")
                || row.path("terminated").asBoolean()
                || row.path("reward").asDouble() != 0;
    }

    private static String later(JsonNode outcome) {
        String trust = outcome.path("trust").isNumber() ? ", trust " + Wording.number(outcome.path("trust")) : "";
        return "Later " + Wording.text(outcome.path("source")) + " rated it " + Wording.number(outcome.path("score"))
                + trust + ".";
    }
}
