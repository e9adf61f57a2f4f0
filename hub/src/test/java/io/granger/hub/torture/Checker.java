package io.granger.hub.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compares what clients were promised, what spokes did and what hubs have on record. It knows nothing of how a hub
 * works; what it holds against each other was written by processes that were not tortured together.
 */
final class Checker {
    private static final Set<String> TERMINAL = Set.of("completed", "failed", "dead", "cancelled");

    private final List<String> broken = new ArrayList<>();
    private final Evidence evidence;

    private Checker(Evidence evidence) {
        this.evidence = evidence;
    }

    /** What clients, spokes and hubs wrote down. */
    record Evidence(List<Promised> promised, List<Effect> effects, List<OnRecord> records, List<Row> rows) {}

    /**
     * What a client knows of one task.
     *
     * @param mark what it put into the input, one for each task it wanted
     * @param taskId what was acknowledged
     * @param seen the terminal state it was told, or empty
     * @param redone how often it asked for the unsafe step once more
     */
    record Promised(String mark, String taskId, String seen, int redone) {}

    /** One effect a spoke brought about. */
    record Effect(long atMs, String capability, String effectKey, String attemptId) {}

    /** One task in one hub's store; {@code result} is the text of its data. */
    record OnRecord(String hub, String taskId, String mark, String state, String trail) {}

    /** One experience row in one hub's store. */
    record Row(
            String hub,
            String taskId,
            String decisionId,
            int epoch,
            int seq,
            boolean isStep,
            boolean terminated,
            boolean truncated) {
        /** Whether it says the same, wherever it is kept. */
        boolean sameAs(Row other) {
            return decisionId.equals(other.decisionId)
                    && isStep == other.isStep
                    && terminated == other.terminated
                    && truncated == other.truncated;
        }
    }

    /** Every promise that was broken, in words. */
    static List<String> broken(Evidence evidence) {
        return new Checker(evidence).check();
    }

    private List<String> check() {
        var byTask = evidence.records().stream()
                .collect(Collectors.groupingBy(OnRecord::taskId, TreeMap::new, Collectors.toList()));
        oneTaskForEachMark();
        for (var promise : evidence.promised()) {
            kept(promise, byTask.getOrDefault(promise.taskId(), List.of()));
        }
        unsafeOnce();
        rows(byTask.keySet());
        return List.copyOf(broken);
    }

    private void oneTaskForEachMark() {
        Map<String, Set<String>> tasks = new TreeMap<>();
        evidence.records()
                .forEach(r ->
                        tasks.computeIfAbsent(r.mark(), m -> new TreeSet<>()).add(r.taskId()));
        tasks.forEach((mark, ids) -> {
            if (ids.size() > 1) {
                broken.add("doubled: what client wanted once as " + mark + " is on record as " + ids);
            }
        });
    }

    private void kept(Promised promise, List<OnRecord> records) {
        if (records.isEmpty()) {
            broken.add("lost: task " + promise.taskId() + " was acknowledged and is on no record");
            return;
        }
        // A hub that was taken over from may still have the task as it last knew it: the record is what all hubs have
        // together.
        var ends = records.stream()
                .map(OnRecord::state)
                .filter(TERMINAL::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        if (ends.size() != 1) {
            var states = records.stream().map(r -> r.hub() + " " + r.state()).toList();
            broken.add((ends.isEmpty() ? "unended" : "ended twice") + ": task " + promise.taskId() + " is " + states
                    + " on record");
        }
        if (!promise.seen().isEmpty() && !ends.contains(promise.seen())) {
            broken.add("taken back: a client read task " + promise.taskId() + " as " + promise.seen()
                    + ", on record it is " + ends);
        }
        for (var record : records) {
            if (record.state().equals("completed")) {
                done(record);
            }
        }
    }

    private void done(OnRecord record) {
        if (!record.trail().equals(Work.TRAIL)) {
            broken.add("stale: task " + record.taskId() + " completed through '" + record.trail() + "', not '"
                    + Work.TRAIL + "'");
        }
    }

    /** An unsafe effect happens once, and once more for each time a person said so. */
    private void unsafeOnce() {
        Map<String, Integer> redone = new HashMap<>();
        evidence.promised().forEach(p -> redone.put(p.taskId(), p.redone()));
        Map<String, Integer> times = new TreeMap<>();
        evidence.effects().stream()
                .filter(e -> e.capability().equals(Work.STEPS.getLast()))
                .forEach(e -> times.merge(e.effectKey(), 1, Integer::sum));
        times.forEach((key, count) -> {
            var taskId = key.substring(0, key.lastIndexOf('.'));
            if (count > 1 + redone.getOrDefault(taskId, 0)) {
                broken.add("repeated: the unsafe effect " + key + " happened " + count + " times");
            }
        });
    }

    /** Who takes a task over may write down a row that its owner had written too: the two must be the same. */
    private List<Row> merged() {
        List<Row> merged = new ArrayList<>();
        Map<String, Row> known = new HashMap<>();
        for (var row : evidence.rows()) {
            var before = known.putIfAbsent(row.decisionId(), row);
            boolean isCopy = before != null && !before.hub().equals(row.hub());
            if (!isCopy) {
                merged.add(row);
            } else if (!before.sameAs(row)) {
                broken.add("rows: decision " + row.decisionId() + " has two different rows, at " + before.hub()
                        + " and at " + row.hub());
            }
        }
        return merged;
    }

    /** Decisions of one epoch are numbered from 1: a gap is a lost row, a repetition a doubled one. */
    private void rows(Set<String> tasks) {
        var byTask = merged().stream().collect(Collectors.groupingBy(Row::taskId, TreeMap::new, Collectors.toList()));
        byTask.forEach((taskId, rows) -> {
            Map<Integer, List<Integer>> seqs = new TreeMap<>();
            rows.forEach(
                    r -> seqs.computeIfAbsent(r.epoch(), e -> new ArrayList<>()).add(r.seq()));
            seqs.forEach((epoch, numbers) -> {
                var sorted = numbers.stream().sorted().toList();
                var whole = IntStream.rangeClosed(1, sorted.size()).boxed().toList();
                if (!sorted.equals(whole)) {
                    broken.add("rows: task " + taskId + " has decisions " + sorted + " in epoch " + epoch);
                }
            });
            long ends = rows.stream().filter(r -> r.terminated() && !r.isStep()).count();
            // A person may end what a crash cut off: then nothing the agent chose ended the task, and a row says so.
            boolean isCutOff = rows.stream().anyMatch(r -> r.truncated() && !r.isStep());
            if (ends > 1 || ends == 0 && !isCutOff) {
                broken.add("rows: task " + taskId + " ended on " + ends + " rows");
            }
        });
        for (var taskId : tasks) {
            if (!byTask.containsKey(taskId)) {
                broken.add("rows: task " + taskId + " is on record and has no rows");
            }
        }
    }
}
