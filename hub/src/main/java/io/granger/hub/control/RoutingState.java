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
 */
public record RoutingState(Map<String, Stamped> settings, Stop stop) {
    /** Key of the setting for all pipelines. */
    public static final String GLOBAL = "";

    /** Nothing set. */
    public static final RoutingState EMPTY = new RoutingState(Map.of(), new Stop(false, 0, "", 0));

    public RoutingState {
        settings = Map.copyOf(settings);
    }

    /**
     * One setting and who wins over it: the later time, then the greater node.
     *
     * @param isOverride whether a gate was overridden for it
     */
    public record Stamped(RoutingMode mode, double share, String reason, boolean isOverride, long atMs, String node) {
        private boolean wins(Stamped other) {
            if (atMs != other.atMs) {
                return atMs > other.atMs;
            }
            int byNode = node.compareTo(other.node);
            return byNode != 0 ? byNode > 0 : mode.compareTo(other.mode) > 0;
        }

        ModeInForce.Setting setting() {
            return new ModeInForce.Setting(mode, share);
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

    /** The setting under this key, if any. */
    public Optional<Stamped> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /** With one more setting. */
    public RoutingState with(String key, Stamped setting) {
        var all = new HashMap<>(settings);
        all.put(key, setting);
        return new RoutingState(all, stop);
    }

    /** Stopped. */
    public RoutingState stopped(String reason, long atMs) {
        return new RoutingState(settings, new Stop(true, stop.count() + 1, reason, atMs));
    }

    /** No longer stopped. */
    public RoutingState resumed(String reason, long atMs) {
        return new RoutingState(settings, new Stop(false, stop.count() + 1, reason, atMs));
    }

    /** What both know. */
    public RoutingState join(RoutingState other) {
        var all = new HashMap<>(settings);
        other.settings.forEach((key, theirs) -> all.merge(key, theirs, (a, b) -> b.wins(a) ? b : a));
        return new RoutingState(all, other.stop.wins(stop) ? other.stop : stop);
    }
}
