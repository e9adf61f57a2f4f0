package io.granger.hub.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a step waits for another hub when its own is gone, told by the spokes alone; sorted, in milliseconds.
 *
 * @param repeatable where the task went on with a step that may be repeated: these are taken over at once
 * @param once where it went on with the unsafe one: it first waits for the lease of its owner, and then for a person
 */
record Takeovers(List<Long> repeatable, List<Long> once) {
    /** From each moment in which a hub was hurt to the first effects of tasks under a later epoch than before. */
    static Takeovers after(List<Long> hurtAtMs, List<Checker.Effect> effects) {
        Map<String, Integer> epochs = new HashMap<>();
        List<Long> repeatable = new ArrayList<>();
        List<Long> once = new ArrayList<>();
        effects.stream()
                .sorted(java.util.Comparator.comparingLong(Checker.Effect::atMs))
                .forEach(effect -> {
                    var taskId =
                            effect.effectKey().substring(0, effect.effectKey().lastIndexOf('.'));
                    int epoch = epoch(effect.attemptId());
                    var before = epochs.put(taskId, epoch);
                    if (before != null && before < epoch) {
                        hurtAtMs.stream()
                                .filter(at -> at <= effect.atMs())
                                .max(Long::compare)
                                .ifPresent(at -> (isOnce(effect) ? once : repeatable).add(effect.atMs() - at));
                    }
                });
        return new Takeovers(
                repeatable.stream().sorted().toList(), once.stream().sorted().toList());
    }

    private static boolean isOnce(Checker.Effect effect) {
        return effect.capability().equals(Work.STEPS.getLast());
    }

    @Override
    public String toString() {
        return "steps taken over: " + words(repeatable) + "; unsafe ones: " + words(once);
    }

    private static String words(List<Long> waits) {
        int n = waits.size();
        return n == 0
                ? "none"
                : n + " after p50 " + waits.get(n / 2) + " ms, p99 " + waits.get(Math.min(n - 1, n * 99 / 100))
                        + " ms, at most " + waits.getLast() + " ms";
    }

    /** Of {@code TASK.n.EPOCH-a}. */
    private static int epoch(String attemptId) {
        var last = attemptId.substring(attemptId.lastIndexOf('.') + 1);
        return Integer.parseInt(last.substring(0, last.indexOf('-')));
    }
}
