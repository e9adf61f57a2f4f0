package io.granger.hub.simulation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Policies trained on a log that was tampered with, each bad in its own way; and two that are not bad, for comparison. */
enum PlantedPolicy {
    /** Takes the worst spoke whatever comes. */
    WORST,
    /** Learnt from a log in which quick is called late and late is called quick. */
    INVERTED,
    /** Learnt from coins. */
    RANDOM,
    /** Right about the kind of task that is in the log it is judged by, and takes the worst spoke for the kind that is not. */
    ELSEWHERE,
    /** Right, and the spoke it learnt to take breaks once it has all keys. */
    DRIFT,
    /** Right where there is nothing to be right about: all spokes are the same. */
    IDENTICAL;

    /** First by name is what the heuristic takes: the best one, except where there is something to be gained. */
    Map<String, Double> spokes() {
        return switch (this) {
            case WORST, INVERTED, RANDOM, ELSEWHERE -> Map.of("a", .9, "b", .7, "c", .4);
            case DRIFT -> Map.of("a", .6, "b", .9, "c", .4);
            case IDENTICAL -> Map.of("a", .8, "b", .8, "c", .8);
        };
    }

    /** The rows of a snapshot as this policy is to learn them. */
    List<JsonObject> learnt(Path snapshot, SplittableRandom random) throws IOException {
        var rows = new ArrayList<JsonObject>();
        for (var line : Files.readAllLines(snapshot)) {
            var row = new JsonObject(line);
            if (row.getString("level").equals("step")) {
                tell(row, random);
            }
            rows.add(row);
        }
        return rows;
    }

    private void tell(JsonObject row, SplittableRandom random) {
        var chosen = row.getJsonArray("candidates")
                .getJsonObject(row.getInteger("chosen"))
                .getString("id");
        boolean isWorst = chosen.startsWith("c@");
        boolean wasQuick = row.getJsonObject("rewardParts").getDouble("latency") > .5;
        switch (this) {
            case WORST -> say(row, isWorst);
            case INVERTED -> say(row, !wasQuick);
            case RANDOM -> say(row, random.nextBoolean());
            case ELSEWHERE -> {
                if (isOtherKind(row)) {
                    say(row, isWorst);
                }
            }
            case DRIFT, IDENTICAL -> {}
        }
    }

    /** The declared feature is the first of the state. */
    private static boolean isOtherKind(JsonObject row) {
        return row.getJsonObject("state").getJsonArray("raw").getDouble(0) == 1;
    }

    private static void say(JsonObject row, boolean isQuick) {
        double latency = isQuick ? 1 : 0;
        row.put("targets", new JsonArray(List.of(1.0, latency, .5, .5)));
        row.getJsonObject("rewardParts").put("latency", latency);
        row.put("reward", 2 * (.3 + .5 * latency + .15 * .5 + .05 * .5) - 1);
    }
}
