package io.granger.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A training as a person reads it. */
final class RunPage {
    private static final int BAR = 30;

    private RunPage() {}

    /** {@code options, sweep 2 [#########.....................] 31 %}. */
    static String bar(JsonNode status) {
        String phase = Wording.plain(status.path("phase").asText("starting"));
        long of = status.path("of").asLong();
        if (of <= 0) {
            return phase;
        }
        double share = Math.clamp((double) status.path("done").asLong() / of, 0, 1);
        int full = (int) Math.round(share * BAR);
        return phase + " [" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + Math.round(100 * share) + " %";
    }

    static List<String> trained(JsonNode status) {
        JsonNode report = status.path("report");
        List<String> lines = new ArrayList<>();
        String version = Wording.plain(status.path("version").asText());
        lines.add("policy " + version);
        Facts facts = new Facts();
        facts.add("snapshot", Wording.plain(status.path("snapshot").asText()));
        facts.add(
                "rows",
                status.path("rows").asLong() + ", of them "
                        + status.path("setAside").asLong() + " set aside for evaluation");
        facts.add(
                "learnt",
                report.path("stepRows").asLong() + " steps, "
                        + report.path("transitions").asLong() + " options");
        if (report.hasNonNull("model")) {
            facts.add("option values", Wording.plain(report.path("model").asText()));
        }
        facts.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }
}
