package io.granger.routing;

import io.granger.task.Preset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One choice by the option, step or recovery policy, with everything needed to repeat it.
 *
 * <p>The state array is handed over, not copied: nobody changes it afterwards.
 *
 * @param decisionId {@code TASK.EPOCH-seq}
 * @param epoch ownership of the task in which it was made
 * @param seq its number within the epoch
 * @param optionId the option that stood when it was made, or empty
 * @param layout id of the layout of {@code state}
 * @param state raw values
 * @param candidates in the order of their ids, at least one of them eligible
 * @param chosen index of the candidate that was chosen
 * @param propensity its probability, in (0, 1], conditional on the arm
 * @param draw the uniform number that picked it
 * @param seedId names the secret behind the draw
 * @param policy who acted: {@code heuristic:NAME} or a policy
 * @param revision online updates of who acted
 * @param floor share of exploration spread evenly over the eligible candidates, in [0, 1]
 * @param heuristic the heuristic in force, without the prefix
 * @param heuristicChoice index of the candidate the heuristic chose; it acted unless {@code policy} says otherwise
 * @param shadow what the policy would have done, in mode shadow
 * @param fallback why the heuristic decided in place of the policy
 * @param turn see {@link Situation#turn()}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Decision(
        String decisionId,
        String taskId,
        int epoch,
        int seq,
        Level level,
        long atMs,
        String pipeline,
        Optional<String> capability,
        String optionId,
        String layout,
        float[] state,
        List<CandidateEntry> candidates,
        int chosen,
        double propensity,
        double draw,
        String seedId,
        String policy,
        long revision,
        double floor,
        RoutingMode mode,
        Arm arm,
        String heuristic,
        int heuristicChoice,
        Optional<Shadow> shadow,
        Optional<String> fallback,
        Preset preset,
        long turn) {
    /** What {@code policy} starts with when a heuristic acted. */
    public static final String HEURISTIC_PREFIX = "heuristic:";

    public Decision {
        candidates = List.copyOf(candidates);
        requireIndex("chosen", chosen, candidates.size());
        requireIndex("heuristic choice", heuristicChoice, candidates.size());
        if (!(propensity > 0 && propensity <= 1)) {
            throw new IllegalArgumentException("propensity must be in (0, 1], is " + propensity);
        }
        if (!(draw >= 0 && draw < 1)) {
            throw new IllegalArgumentException("draw must be in [0, 1), is " + draw);
        }
        if (!(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException("floor must be in [0, 1], is " + floor);
        }
        if (state.length < StateLayout.TAIL) {
            throw new IllegalArgumentException(
                    "state must have at least " + StateLayout.TAIL + " values, has " + state.length);
        }
        if (level == Level.STEP && capability.isEmpty()) {
            throw new IllegalArgumentException("a step decision must name its capability, " + decisionId + " does not");
        }
    }

    private static void requireIndex(String name, int index, int size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException(name + " must be in [0, " + size + "), is " + index);
        }
    }

    /** The candidate that was chosen. */
    public CandidateEntry chosenEntry() {
        return candidates.get(chosen);
    }

    /** Whether a heuristic acted, by its mode and arm or as a fallback. */
    public boolean byHeuristic() {
        return policy.startsWith(HEURISTIC_PREFIX);
    }

    /** How many values of the state the step level looks at. */
    public int stepWidth() {
        return state.length - StateLayout.TAIL;
    }

    /** Whose values it drew on, see {@link Situation#key()}. */
    public String key() {
        return level == Level.STEP
                ? Situation.stepKey(capability.orElseThrow(), layout)
                : Situation.optionKey(pipeline, layout);
    }

    /** What the router saw; its candidates also hold what it answered. */
    public Situation situation() {
        return new Situation(level, key(), layout, state, stepWidth(), preset, candidates, turn);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Decision that && isEqual(that);
    }

    private boolean isEqual(Decision that) {
        return decisionId.equals(that.decisionId)
                && taskId.equals(that.taskId)
                && epoch == that.epoch
                && seq == that.seq
                && level == that.level
                && atMs == that.atMs
                && pipeline.equals(that.pipeline)
                && capability.equals(that.capability)
                && optionId.equals(that.optionId)
                && layout.equals(that.layout)
                && Arrays.equals(state, that.state)
                && candidates.equals(that.candidates)
                && chosen == that.chosen
                && sameJudgement(that)
                && mode == that.mode
                && arm == that.arm
                && heuristic.equals(that.heuristic)
                && heuristicChoice == that.heuristicChoice
                && shadow.equals(that.shadow)
                && fallback.equals(that.fallback)
                && preset == that.preset
                && turn == that.turn;
    }

    private boolean sameJudgement(Decision that) {
        return Double.compare(propensity, that.propensity) == 0
                && Double.compare(draw, that.draw) == 0
                && seedId.equals(that.seedId)
                && policy.equals(that.policy)
                && revision == that.revision
                && Double.compare(floor, that.floor) == 0;
    }

    @Override
    public int hashCode() {
        return decisionId.hashCode();
    }
}
