package io.granger.hub.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long a step waits for another hub when its own is gone, told by the spokes alone. */
final class Takeovers {
    private Takeovers() {}

    /** From each moment in which a hub was hurt to the first effects of tasks under a later epoch than before; sorted. */
    static List<Long> after(List<Long> hurtAtMs, List<Checker.Effect> effects) {
        Map<String, Integer> epochs = new HashMap<>();
        List<Long> waits = new ArrayList<>();
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
                                .ifPresent(at -> waits.add(effect.atMs() - at));
                    }
                });
        return waits.stream().sorted().toList();
    }

    /** Of {@code TASK.n.EPOCH-a}. */
    private static int epoch(String attemptId) {
        var last = attemptId.substring(attemptId.lastIndexOf('.') + 1);
        return Integer.parseInt(last.substring(0, last.indexOf('-')));
    }
}
