package io.granger.hub.cli;

import java.util.regex.Pattern;

/** Telling the ids apart that people paste: {@code TASK} and {@code TASK.EPOCH-seq}. */
final class Ids {
    private static final Pattern DECISION = Pattern.compile("[^.]+\\.\\d+-\\d+");

    private Ids() {}

    static boolean isDecision(String id) {
        return DECISION.matcher(id).matches();
    }

    /** The task's own id at the front of a decision's, step's or attempt's id. */
    static String taskOf(String id) {
        int dot = id.indexOf('.');
        return dot < 0 ? id : id.substring(0, dot);
    }
}
