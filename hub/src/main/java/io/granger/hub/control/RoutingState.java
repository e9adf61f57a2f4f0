package io.granger.hub.control;

import io.granger.routing.ModeInForce;
import io.granger.routing.RoutingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What operators have set at run time: one global setting, one a pipeline, and stop. Immutable; a join of two states is
 * commutative, associative and idempotent, so members agree whatever the order in which they hear of changes.
 *
 * @param settings by pipeline name; the global one under {@link #GLOBAL}
 * @param stop whether everything is stopped, with its stamp
 * @param assignment what keys are assigned to arms by, once members have agreed on it
 */
public record RoutingState(Map<String, Stamped> settings, Stop stop, Optional<AssignmentKey> assignment) {
    /** Key of the setting for all pipelines. */
    public static final String GLOBAL = "";

    /** Nothing set. */
    public static final RoutingState EMPTY = new RoutingState(Map.of(), new Stop(false, 0, "", 0), Optional.empty());

    public RoutingState {
        settings = Map.copyOf(settings);
    }

    /**
     * One setting and who wins over it: the later time, then the greater node.
     *
     * @param isOverride whether a gate was overridden for it
     * @param rollout id of the rollout by whose draw keys fall on arms; empty where there never was one
     */
    public record Stamped(
            RoutingMode mode, double share, String reason, boolean isOverride, long atMs, String node, String rollout) {
        private boolean wins(Stamped other) {
            if (atMs != other.atMs) {
                return atMs > other.atMs;
            }
            int byNode = node.compareTo(other.node);
            return byNode != 0 ? byNode > 0 : mode.compareTo(other.mode) > 0;
        }

        ModeInForce.Setting setting() {
            return new ModeInForce.Setting(mode, share, rollout);
        }
    }

    /**
     * Stop and its end are counted: of two states with the same count the stopped one wins.
     *
     * @param count raised by every stop and every resume
     */
    public record Stop(boolean isStopped, long count, String reason, long atMs) {
        private boolean wins(Stop other) {
            if (count != other.count) {
                return count > other.count;
            }
            if (isStopped != other.isStopped) {
                return isStopped;
            }
            return atMs != other.atMs ? atMs > other.atMs : reason.compareTo(other.reason) > 0;
        }
    }

    /**
     * The secret that keys fall on arms by, the same at all members; of two the older one counts, so that a hub that comes to a
     * cluster takes over what is in force there.
     *
     * @param secret in base 64
     */
    public record AssignmentKey(String secret, long sinceMs) {
        private boolean wins(AssignmentKey other) {
            return sinceMs != other.sinceMs ? sinceMs < other.sinceMs : secret.compareTo(other.secret) < 0;
        }

        /** The secret, which no log and no view may show. */
        @Override
        public String toString() {
            return "AssignmentKey[sinceMs=" + sinceMs + "]";
        }
    }

    /** The setting under this key, if any. */
    public Optional<Stamped> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /** With one more setting. */
    public RoutingState with(String key, Stamped setting) {
        var all = new HashMap<>(settings);
        all.put(key, setting);
        return new RoutingState(all, stop, assignment);
    }

    /** Assigned by this secret unless an older one is known. */
    public RoutingState assigned(AssignmentKey key) {
        return join(new RoutingState(Map.of(), EMPTY.stop, Optional.of(key)));
    }

    /** Stopped. */
    public RoutingState stopped(String reason, long atMs) {
        return new RoutingState(settings, new Stop(true, stop.count() + 1, reason, atMs), assignment);
    }

    /** No longer stopped. */
    public RoutingState resumed(String reason, long atMs) {
        return new RoutingState(settings, new Stop(false, stop.count() + 1, reason, atMs), assignment);
    }

    /** What both know. */
    public RoutingState join(RoutingState other) {
        var all = new HashMap<>(settings);
        other.settings.forEach((key, theirs) -> all.merge(key, theirs, (a, b) -> b.wins(a) ? b : a));
        return new RoutingState(all, other.stop.wins(stop) ? other.stop : stop, older(assignment, other.assignment));
    }

    private static Optional<AssignmentKey> older(Optional<AssignmentKey> a, Optional<AssignmentKey> b) {
        return a.isPresent() && b.isPresent() ? (b.get().wins(a.get()) ? b : a) : a.or(() -> b);
    }
}
