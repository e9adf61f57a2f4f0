package io.granger.hub.control;

/**
 * Where the rollout of a policy stands. Immutable; {@link RolloutMachine} makes the next one.
 *
 * <p>Of two that members know of, {@link #newerThan} says which one counts, whatever the order in which they are heard.
 *
 * @param id made from policy and start
 * @param policy the version that is rolled out
 * @param scope a pipeline's name, or {@link RoutingState#GLOBAL} for all
 * @param mayLead whether it may reach rl: its gate was passed or overridden
 * @param place index into the plan
 * @param placeSinceMs when it came there
 * @param endedAtMs when it was rolled back or taken over; 0 while it runs
 * @param verdict what was last found out about it, in one sentence
 * @param judge the node that judges
 * @param term raised whenever another node becomes the judge
 * @param turn raised by every change of place or status
 */
public record Rollout(
        String id,
        String policy,
        String scope,
        RolloutPlan plan,
        boolean mayLead,
        int place,
        Status status,
        long startedAtMs,
        long placeSinceMs,
        long endedAtMs,
        String verdict,
        String judge,
        long term,
        long turn) {

    /** Whether a rollout goes on. */
    public enum Status {
        /** It is watched and goes on by itself. */
        RUNNING("running"),
        /** It was taken back; nothing is rolled out before the cooldown is over. */
        ROLLED_BACK("rolledback"),
        /** Somebody set the mode by hand: that counts, and nobody watches. */
        ENDED("ended");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        /** The word on the wire. */
        public String word() {
            return word;
        }

        /** The status with this word. */
        public static Status of(String word) {
            for (Status each : values()) {
                if (each.word.equals(word)) {
                    return each;
                }
            }
            throw new IllegalArgumentException("status must be running, rolledback or ended, is " + word);
        }
    }

    public Rollout {
        if (place < 0 || place > plan.last()) {
            throw new IllegalArgumentException("place must be in [0, " + plan.last() + "], is " + place);
        }
    }

    /** A rollout that begins, in shadow. */
    public static Rollout begin(
            String policy, String scope, RolloutPlan plan, boolean mayLead, String why, long nowMs, String judge) {
        return new Rollout(
                policy + "-" + nowMs,
                policy,
                scope,
                plan,
                mayLead,
                RolloutPlan.SHADOW,
                Status.RUNNING,
                nowMs,
                nowMs,
                0,
                why,
                judge,
                1,
                1);
    }

    /** Whether it is watched. */
    public boolean isRunning() {
        return status == Status.RUNNING;
    }

    /** Where it stands, as it is written. */
    public String stage() {
        return plan.word(place);
    }

    /** Names this place of this rollout: keys count once for each. */
    public String stageId() {
        return id + "/" + place + "/" + placeSinceMs;
    }

    /** Until when nothing is rolled out; 0 when nothing stands in the way. */
    public long cooldownUntilMs() {
        return status == Status.ROLLED_BACK ? endedAtMs + plan.cooldownMs() : 0;
    }

    /** The same judged by another node from now on. */
    public Rollout judgedBy(String node) {
        return new Rollout(
                id,
                policy,
                scope,
                plan,
                mayLead,
                place,
                status,
                startedAtMs,
                placeSinceMs,
                endedAtMs,
                verdict,
                node,
                term + 1,
                turn);
    }

    /** At another place. */
    Rollout at(int next, boolean lead, String why, long nowMs) {
        return new Rollout(
                id, policy, scope, plan, lead, next, status, startedAtMs, nowMs, 0, why, judge, term, turn + 1);
    }

    /** No longer running. */
    Rollout ended(Status as, String why, long nowMs) {
        return new Rollout(
                id,
                policy,
                scope,
                plan,
                mayLead,
                place,
                as,
                startedAtMs,
                placeSinceMs,
                nowMs,
                why,
                judge,
                term,
                turn + 1);
    }

    /** With what was found out last. */
    Rollout saying(String sentence) {
        return new Rollout(
                id,
                policy,
                scope,
                plan,
                mayLead,
                place,
                status,
                startedAtMs,
                placeSinceMs,
                endedAtMs,
                sentence,
                judge,
                term,
                turn);
    }

    /** Whether this one counts where both are known: the later start, then the later judge, then the later turn. */
    public boolean newerThan(Rollout other) {
        if (startedAtMs != other.startedAtMs) {
            return startedAtMs > other.startedAtMs;
        }
        if (!id.equals(other.id)) {
            return id.compareTo(other.id) > 0;
        }
        if (term != other.term) {
            return term > other.term;
        }
        if (!judge.equals(other.judge)) {
            return judge.compareTo(other.judge) > 0;
        }
        return turn > other.turn;
    }
}
