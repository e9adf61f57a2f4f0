package io.granger.hub.control;

import io.granger.rl.ope.GuardedComparison;
import io.granger.rl.ope.TwoArmSequence;
import io.granger.rl.ope.Verdict;
import io.granger.routing.Arm;
import io.granger.routing.RoutingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen at one place of a rollout, with one observation for each key: its first task there. Later tasks of a key are
 * served and logged but not counted; a key is remembered when its first task is accepted, so that neither duration nor end of a
 * task decide whether it counts.
 *
 * <p>The treatment is compared with everybody else of the place (control and holdout in a canary, the holdout in rl) by an
 * always-valid sequence, so it may be looked at after every key. For harm the comparison begins anew again and again, see
 * {@link HarmWatch}: a policy that was good for a million keys and turns bad is seen as soon as one that was bad from the start, up
 * to a small factor. Mutable; not thread-safe.
 */
public final class PlaceEvidence {
    /** Keys remembered at one place; beyond it keys of clients no longer count, which the finding says. */
    static final int KEYS_MAX = 1_000_000;

    /** Tasks accepted and not yet ended that are remembered. */
    private static final int OPEN_MAX = 1_000_000;

    private static final List<GuardedComparison.Guard> GUARDS = GuardedComparison.REWARD_SUCCESS_LATENCY;

    /** Wealth beyond which nothing more is learnt, far below what a double holds. */
    private static final double ENOUGH = 1e100;

    private final RolloutPlan plan;
    private final int place;
    private final Set<Long> keys = new HashSet<>();
    private final Map<String, Boolean> open = new HashMap<>();
    private final GuardedComparison since;
    private final HarmWatch watch;
    private SampleRatio ratio = new SampleRatio();
    private double[] counts = new double[COUNTS];

    private static final int SHADOWED = 0;
    private static final int TREATED = 1;
    private static final int OTHERS = 2;
    private static final int TREATED_CENSORED = 3;
    private static final int OTHERS_CENSORED = 4;
    private static final int COUNTS = 5;

    /** Nothing seen yet. */
    public PlaceEvidence(RolloutPlan plan, int place) {
        this.plan = plan;
        this.place = place;
        since = new GuardedComparison(
                GUARDS, plan.alphaPromote(), HarmWatch.part(1) * plan.alphaRollback(), plan.minKeys());
        watch = new HarmWatch(GUARDS, plan.alphaRollback());
    }

    /**
     * How a counted task ended.
     *
     * @param reward of the whole task, mapped to [0, 1]
     * @param success 1 or 0
     * @param latency part of the reward; 0 for a failure, or a policy would look fast by failing what is slow
     */
    public record Observation(double reward, double success, double latency) {}

    /**
     * A task was accepted at this place; whether it counts.
     *
     * @param key hash of the client's key; empty where the task is its own key
     */
    public boolean accepted(String taskId, Optional<Long> key, Arm arm) {
        if (arm == Arm.NONE && plan.mode(place) != RoutingMode.SHADOW) {
            return false;
        }
        if (open.size() >= OPEN_MAX || open.containsKey(taskId)) {
            return false;
        }
        if (key.isPresent() && (keys.size() >= KEYS_MAX || !keys.add(key.get()))) {
            return false;
        }
        boolean isTreatment = arm == Arm.TREATMENT;
        open.put(taskId, isTreatment);
        double share = plan.share(place);
        if (share > 0 && share < 1) {
            ratio.update(isTreatment, share);
        }
        return true;
    }

    /** A task ended, with what it was worth, or without when it was cut off from outside; whether it counted. */
    public boolean ended(String taskId, Optional<Observation> seen) {
        var isTreatment = open.remove(taskId);
        if (isTreatment == null) {
            return false;
        }
        if (plan.mode(place) == RoutingMode.SHADOW) {
            counts[SHADOWED]++;
            return true;
        }
        if (seen.isEmpty()) {
            counts[isTreatment ? TREATED_CENSORED : OTHERS_CENSORED]++;
            return true;
        }
        counts[isTreatment ? TREATED : OTHERS]++;
        compare(isTreatment, seen.get());
        return true;
    }

    private void compare(boolean isTreatment, Observation seen) {
        double share = plan.share(place);
        if (!(share > 0 && share < 1)) {
            return;
        }
        if (since.sequence(0).betterWealth() < ENOUGH) {
            since.update(isTreatment, share, seen.reward(), seen.success(), seen.latency());
        }
        if (verdict() != Verdict.WORSE) {
            watch.update(since, isTreatment, share, seen.reward(), seen.success(), seen.latency());
        }
    }

    /** What the sequences say. */
    public Verdict verdict() {
        return watch.isWorse() ? Verdict.WORSE : since.verdict();
    }

    /** Tasks under way were decided under another setting in part: they no longer count. */
    public void dropOpen() {
        open.clear();
    }

    /** Counted tasks that have not ended. */
    public int openCount() {
        return open.size();
    }

    /** Keys of shadow, or treated ones, that ended. */
    public long treated() {
        return (long) counts[plan.mode(place) == RoutingMode.SHADOW ? SHADOWED : TREATED];
    }

    /** Keys it is compared with. */
    public long others() {
        return (long) counts[OTHERS];
    }

    /** The larger share of an arm's keys that were cut off from outside. */
    public double censored() {
        return Math.max(
                share(counts[TREATED_CENSORED], counts[TREATED]), share(counts[OTHERS_CENSORED], counts[OTHERS]));
    }

    private static double share(double part, double rest) {
        return part == 0 ? 0 : part / (part + rest);
    }

    /** Whether keys do not fall on the arms as they should. */
    public boolean isRatioWrong() {
        return ratio.isWrong();
    }

    /** The sequence of a guard (0 reward, 1 success, 2 latency) over the whole place. */
    public TwoArmSequence sequence(int guard) {
        return since.sequence(guard);
    }

    /** What all this shows. */
    public Finding finding() {
        var mode = plan.mode(place);
        if (mode == RoutingMode.SHADOW) {
            return treated() >= plan.minKeys()
                    ? new Finding(
                            Finding.Kind.READY, "decided beside the heuristic for " + treated() + " keys without fault")
                    : open("insufficient data: shadow has " + treated() + " of " + plan.minKeys() + " keys");
        }
        return switch (verdict()) {
            case WORSE -> new Finding(Finding.Kind.HARM, harmed());
            case INSUFFICIENT_DATA ->
                open("insufficient data: " + treated() + " and " + others() + " keys of " + plan.minKeys() + " an arm");
            case NO_DIFFERENCE -> open("no difference shown" + figures());
            case BETTER -> better();
        };
    }

    private Finding better() {
        if (ratio.isWrong()) {
            return open("better" + figures() + ", but not promoted: keys do not fall on the arms as they should");
        }
        if (censored() > plan.maxCensored()) {
            return open(String.format(
                    Locale.ROOT,
                    "better%s, but not promoted: %.1f %% of an arm were cut off from outside",
                    figures(),
                    100 * censored()));
        }
        return new Finding(Finding.Kind.BETTER, "better" + figures());
    }

    private static Finding open(String sentence) {
        return new Finding(Finding.Kind.OPEN, sentence);
    }

    private String harmed() {
        int most = watch.isWorse() ? watch.mostHarmed() : GUARDS.indexOf(since.mostHarmed());
        var by = watch.isWorse() ? watch.sequence(most) : since.sequence(most);
        return String.format(
                Locale.ROOT,
                "worse by %s: %.3f against the heuristic, over %d and %d keys",
                GUARDS.get(most).name(),
                by.difference(),
                by.treated(),
                by.controls());
    }

    private String figures() {
        return String.format(
                Locale.ROOT,
                ": reward %+.3f over %d and %d keys",
                since.sequence(0).difference(),
                treated(),
                others());
    }

    /** Sums to be given to {@link #restore}; keys and open tasks are kept apart. */
    public Sums sums() {
        return new Sums(since.state(), watch.state(), ratio.state(), counts.clone());
    }

    /** The sums of an evidence; see {@link #sums}. */
    @SuppressWarnings("ArrayRecordComponent") // carried from one evidence to the next, never compared
    public record Sums(double[] since, double[] watch, double[] ratio, double[] counts) {}

    /** The evidence that goes on where sums were taken, with the keys that were counted and the tasks that were open. */
    public static PlaceEvidence restore(
            RolloutPlan plan, int place, Sums sums, Set<Long> keys, Map<String, Boolean> open) {
        var evidence = new PlaceEvidence(plan, place);
        evidence.since.restore(sums.since());
        evidence.counts = sums.counts().clone();
        evidence.watch.restore(sums.watch());
        evidence.ratio = SampleRatio.restore(sums.ratio());
        evidence.keys.addAll(keys);
        evidence.open.putAll(open);
        return evidence;
    }

    /** Counted tasks that have not ended, and whether each is treated. */
    public Map<String, Boolean> open() {
        return Map.copyOf(open);
    }

    /** Hashes of the keys that were counted. */
    public Set<Long> keys() {
        return Set.copyOf(keys);
    }
}
