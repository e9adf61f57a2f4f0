package io.granger.hub;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * How long after an operator was told that the mode has changed does a member still decide under the old one? Three hubs in one cluster
 * under load, many changes at each of them in turn; the answer is read from the mode and the time in every decision's row.
 *
 * <p>Run it with {@code .ci/modes [CHANGES] [EVERY_MS] [CLIENTS]}; exits with 1 when a task failed.
 */
final class ModeChanges {
    private static final int SPOKES = 2;
    private static final int SPOKE_MS = 2;

    private ModeChanges() {}

    /** A change as it was made. */
    private record Change(String before, long askedAtMs, long answeredAtMs) {}

    /** A decision of a member. */
    private record Made(long atMs, String mode) {}

    /**
     * How long each member went on under the old mode, in milliseconds; 0 when it did not.
     *
     * @param sinceAsked by member and change, from when the operator asked
     * @param sinceTold the same from when the answer came
     */
    record Lags(
            List<long[]> sinceAsked,
            List<long[]> sinceTold,
            int changes,
            long decisions,
            long completed,
            long failed) {}

    /** Measures. */
    static Lags measure(Path directory, int changes, long everyMs, int clients) throws IOException {
        var cluster = new ThreeHubs(directory);
        var hubs = new ArrayList<LiveHub>();
        try {
            for (int i = 0; i < 3; i++) {
                hubs.add(cluster.start(i));
            }
            ThreeHubs.see(hubs, 3);
            spokes(hubs);
            var made = new ArrayList<Change>();
            ModeLoad ended;
            try (var load = ModeLoad.start(hubs, clients, "work")) {
                ended = load;
                load.awaitMore(300);
                change(hubs, made, changes, everyMs);
            }
            var sinceAsked = new ArrayList<long[]>();
            var sinceTold = new ArrayList<long[]>();
            long decisions = 0;
            for (var hub : hubs) {
                var rows = rows(hub);
                decisions += rows.size();
                sinceAsked.add(lags(made, rows, Change::askedAtMs));
                sinceTold.add(lags(made, rows, Change::answeredAtMs));
            }
            return new Lags(sinceAsked, sinceTold, changes, decisions, ended.completed(), ended.failed());
        } finally {
            hubs.forEach(LiveHub::close);
        }
    }

    private static void spokes(List<LiveHub> hubs) {
        for (int i = 0; i < SPOKES; i++) {
            var hub = hubs.get(i);
            var spoke = Spokes.named("spoke-" + i, Spokes.can("work")).put("concurrency", 256);
            hub.spoke(spoke, call -> {
                Promise<JsonObject> answer = Promise.promise();
                hub.vertx().setTimer(SPOKE_MS, t -> answer.complete(Spokes.output("done")));
                return answer.future();
            });
        }
        for (var hub : hubs) {
            LiveHub.eventually()
                    .until(() -> LiveHub.get(hub, "/v1/spokes")
                                    .getJsonArray("spokes")
                                    .size()
                            == SPOKES);
        }
    }

    private static void change(List<LiveHub> hubs, List<Change> made, int changes, long everyMs) {
        var round = ModeLoad.Move.round();
        var before = "heuristic";
        for (int i = 0; i < changes; i++) {
            var move = round.get(i % round.size());
            long askedAtMs = System.currentTimeMillis();
            move.at(hubs.get(i % hubs.size()));
            made.add(new Change(before, askedAtMs, System.currentTimeMillis()));
            before = move.modeAfter();
            LiveHub.wait(hubs.getFirst().vertx().timer(everyMs));
        }
    }

    private static long[] lags(List<Change> made, List<Made> rows, ToLongFunction<Change> since) {
        return made.stream()
                .mapToLong(change -> lag(change, made, rows, since.applyAsLong(change)))
                .toArray();
    }

    /** To the last decision under the old mode before the next change was asked for. */
    private static long lag(Change change, List<Change> all, List<Made> rows, long sinceMs) {
        int next = all.indexOf(change) + 1;
        long until = next < all.size() ? all.get(next).askedAtMs() : Long.MAX_VALUE;
        return rows.stream()
                .filter(row -> row.mode().equals(change.before()) && row.atMs() > sinceMs && row.atMs() < until)
                .mapToLong(row -> row.atMs() - sinceMs)
                .max()
                .orElse(0);
    }

    private static List<Made> rows(LiveHub hub) throws IOException {
        var uri = URI.create("http://127.0.0.1:" + hub.hub().httpPort() + "/v1/experience?format=jsonl");
        var rows = new ArrayList<Made>();
        try (var lines = new BufferedReader(new InputStreamReader(uri.toURL().openStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var row = new JsonObject(line);
                rows.add(new Made(Instant.parse(row.getString("at")).toEpochMilli(), row.getString("mode")));
            }
        }
        return rows;
    }

    /** Prints what was found: {@code [changes] [ms between them] [clients a hub] [directory]}. */
    public static void main(String[] args) throws IOException {
        int changes = Integer.parseInt(args[0]);
        long everyMs = Long.parseLong(args[1]);
        var lags = measure(Path.of(args[3]), changes, everyMs, Integer.parseInt(args[2]));
        System.out.printf(
                Locale.ROOT,
                "%d changes of the mode under load, 3 hubs: %d tasks completed, %d failed, %d decisions%n",
                lags.changes(),
                lags.completed(),
                lags.failed(),
                lags.decisions());
        System.out.println("last decision under the old mode, ms after it was asked for");
        print(lags.sinceAsked(), changes);
        System.out.println("and ms after the operator was told");
        print(lags.sinceTold(), changes);
        System.exit(lags.failed() == 0 ? 0 : 1);
    }

    private static void print(List<long[]> ofMember, int changes) {
        long[] slowest = new long[changes];
        for (int m = 0; m < ofMember.size(); m++) {
            for (int c = 0; c < changes; c++) {
                slowest[c] = Math.max(slowest[c], ofMember.get(m)[c]);
            }
            print("hub " + (m + 1), ofMember.get(m));
        }
        print("slowest of a change", slowest);
    }

    private static void print(String name, long[] lags) {
        long[] sorted = lags.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-20s p50 %d   p95 %d   max %d%n",
                name,
                sorted[sorted.length / 2],
                sorted[sorted.length * 95 / 100],
                sorted[sorted.length - 1]);
    }
}
