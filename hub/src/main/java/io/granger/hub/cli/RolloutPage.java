package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Where a rollout stands as a person reads it. */
final class RolloutPage {
    private RolloutPage() {}

    static List<String> lines(JsonNode rollout, ZoneId zone) {
        if (!rollout.hasNonNull("policy")) {
            return List.of("Nothing is being rolled out; begin with: granger promote VERSION");
        }
        Facts facts = new Facts();
        facts.add("policy", Wording.text(rollout.path("policy")));
        if (rollout.hasNonNull("pipeline")) {
            facts.add("pipeline", Wording.text(rollout.path("pipeline")));
        }
        facts.add("status", status(rollout, zone));
        facts.add("stage", stage(rollout));
        facts.add("verdict", Wording.text(rollout.path("verdict")));
        facts.add("keys", keys(rollout.path("keys")));
        rollout.path("measures").forEach(measure -> facts.add(Wording.text(measure.path("measure")), measure(measure)));
        if (rollout.path("sampleRatio").asText().equals("wrong")) {
            facts.add("ratio", "keys do not fall on the arms as they should: nothing is promoted");
        }
        JsonNode failures = rollout.path("failures");
        if (failures.path("failed").asLong() > 0) {
            facts.add(
                    "failures",
                    failures.path("failed").asLong() + " of the last "
                            + failures.path("asked").asLong() + " decisions were not answered by the policy");
        }
        facts.add("stages", stages(rollout));
        return new ArrayList<>(facts.lines());
    }

    private static String status(JsonNode rollout, ZoneId zone) {
        String status = switch (rollout.path("status").asText()) {
            case "running" -> "running since " + Wording.dayAndTime(rollout.path("startedAt"), zone);
            case "cooldown" ->
                "rolled back at " + Wording.time(rollout.path("endedAt"), zone)
                        + "; nothing is rolled out before "
                        + Wording.time(rollout.path("cooldownUntil"), zone);
            case "rolledback" -> "rolled back at " + Wording.dayAndTime(rollout.path("endedAt"), zone);
            default -> "no longer watched since " + Wording.dayAndTime(rollout.path("endedAt"), zone);
        };
        return status + (rollout.path("stopped").asBoolean() ? "; all routing is stopped" : "");
    }

    private static String stage(JsonNode rollout) {
        return Wording.text(rollout.path("stage")) + ", with " + Wording.percent(rollout.path("share"))
                + " of the keys"
                + (rollout.path("mayLead").asBoolean() ? "" : "; may not lead: no gate was passed or overridden");
    }

    private static String keys(JsonNode keys) {
        return String.format(
                Locale.ROOT,
                "%d decided by the policy, %d compared, %d needed on each side, %d open, %s cut off",
                keys.path("treated").asLong(),
                keys.path("compared").asLong(),
                keys.path("needed").asLong(),
                keys.path("open").asLong(),
                Wording.percent(keys.path("censored")));
    }

    /** The wealth of two gamblers who began with 1: one bets that the policy is better, one that it is worse. */
    private static String measure(JsonNode measure) {
        if (!measure.hasNonNull("difference")) {
            return "nothing seen yet";
        }
        return String.format(
                Locale.ROOT,
                "%+.3f against the heuristic; better has won %s, worse %s",
                measure.path("difference").asDouble(),
                wealth(measure.path("better").asDouble()),
                wealth(measure.path("worse").asDouble()));
    }

    private static String wealth(double wealth) {
        return wealth >= 1e4
                ? String.format(Locale.ROOT, "%.1e", wealth)
                : String.format(Locale.ROOT, wealth >= 100 ? "%.0f" : "%.2f", wealth);
    }

    private static String stages(JsonNode rollout) {
        StringJoiner stages = new StringJoiner(" > ");
        rollout.path("stages").forEach(stage -> {
            String word = Wording.text(stage);
            stages.add(word.equals(rollout.path("stage").asText()) ? "[" + word + "]" : word);
        });
        return stages.toString();
    }
}
