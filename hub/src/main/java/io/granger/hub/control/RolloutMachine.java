package io.granger.hub.control;

import io.granger.routing.RoutingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * The life of a rollout: {@code (Rollout, event) -> (Rollout, switch)}. Shadow, then a canary of each share, then rl; back to the
 * heuristic at any time. Pure; safe from any thread.
 *
 * <p>Being better is shown at each canary anew, before the next larger share. From shadow it goes on when enough keys were seen
 * without a fault, because what acts there is the heuristic and nothing can be shown.
 */
public final class RolloutMachine {
    /** Begins the verdict of every rollout that was taken back. */
    public static final String ROLLED_BACK = "rolled back";

    private RolloutMachine() {}

    /** What a change of a rollout is called on the bus and in the audit. */
    public enum Kind {
        /** It came to a first place by an operator's word, or from shadow to the first canary. */
        STAGED,
        /** It came to a larger share. */
        PROMOTED,
        /** It was taken back: all keys are the heuristic's. */
        ROLLED_BACK("rolledback"),
        /** It is no longer watched. */
        ENDED;

        private final String word;

        Kind() {
            word = name().toLowerCase(Locale.ROOT);
        }

        Kind(String word) {
            this.word = word;
        }

        /** The word after {@code policy.}. */
        public String word() {
            return word;
        }
    }

    /**
     * Who routes from now on in the scope of the rollout.
     *
     * @param isRouting whether the routing setting is changed at all
     */
    public record Switch(Kind kind, boolean isRouting, RoutingMode mode, double share) {}

    /** The next rollout and, where something changed for tasks or operators, what. */
    public record Step(Rollout next, Optional<Switch> change) {}

    /** A rollout's first step. */
    public static Step begin(Rollout first) {
        return new Step(first, Optional.of(to(first, Kind.STAGED)));
    }

    /** What follows from an event; one that ended hears nothing more. */
    public static Step step(Rollout rollout, RolloutEvent event) {
        if (!rollout.isRunning()) {
            return new Step(rollout, Optional.empty());
        }
        return switch (event) {
            case RolloutEvent.Found found -> found(rollout, found);
            case RolloutEvent.Fault fault -> back(rollout, ROLLED_BACK + " at once: " + fault.what(), fault.atMs());
            case RolloutEvent.RolledBack byHand ->
                back(rollout, ROLLED_BACK + " by " + byHand.who() + ": " + byHand.reason(), byHand.atMs());
            case RolloutEvent.Promoted byHand -> promoted(rollout, byHand);
            case RolloutEvent.TakenOver taken ->
                new Step(
                        rollout.ended(Rollout.Status.ENDED, taken.what(), taken.atMs()),
                        Optional.of(new Switch(Kind.ENDED, false, RoutingMode.HEURISTIC, 0)));
        };
    }

    /** Why an operator may not promote it now, if so. */
    public static Optional<String> refusal(Rollout rollout, boolean override) {
        if (rollout.place() == rollout.plan().last()) {
            return Optional.of("policy " + rollout.policy() + " has all keys but the holdout already");
        }
        boolean leads = rollout.place() + 1 == rollout.plan().last();
        return leads && !rollout.mayLead() && !override
                ? Optional.of("rl needs a passed gate, and policy " + rollout.policy()
                        + " has none; an operator may take it on with override and a reason")
                : Optional.empty();
    }

    private static Step found(Rollout rollout, RolloutEvent.Found event) {
        var said = event.finding().sentence();
        return switch (event.finding().kind()) {
            case OPEN -> new Step(rollout.saying(said), Optional.empty());
            case HARM -> back(rollout, ROLLED_BACK + ": " + said, event.atMs());
            case READY, BETTER -> {
                int next = rollout.place() + 1;
                if (next > rollout.plan().last()) {
                    yield new Step(rollout.saying(said), Optional.empty());
                }
                if (next == rollout.plan().last() && !rollout.mayLead()) {
                    yield new Step(
                            rollout.saying(said + "; rl waits for a passed gate or an operator's override"),
                            Optional.empty());
                }
                yield on(rollout, next, rollout.mayLead(), said, event.atMs());
            }
        };
    }

    private static Step promoted(Rollout rollout, RolloutEvent.Promoted event) {
        if (refusal(rollout, event.override()).isPresent()) {
            return new Step(rollout, Optional.empty());
        }
        return on(
                rollout,
                rollout.place() + 1,
                rollout.mayLead() || event.override(),
                "promoted by " + event.who() + ": " + event.reason(),
                event.atMs());
    }

    private static Step on(Rollout rollout, int place, boolean mayLead, String why, long nowMs) {
        var next = rollout.at(place, mayLead, why, nowMs);
        return new Step(
                next, Optional.of(to(next, rollout.place() == RolloutPlan.SHADOW ? Kind.STAGED : Kind.PROMOTED)));
    }

    private static Switch to(Rollout rollout, Kind kind) {
        var plan = rollout.plan();
        var mode = plan.mode(rollout.place());
        return new Switch(kind, true, mode, mode == RoutingMode.CANARY ? plan.share(rollout.place()) : 0);
    }

    private static Step back(Rollout rollout, String why, long nowMs) {
        return new Step(
                rollout.ended(Rollout.Status.ROLLED_BACK, why, nowMs),
                Optional.of(new Switch(Kind.ROLLED_BACK, true, RoutingMode.HEURISTIC, 0)));
    }
}
