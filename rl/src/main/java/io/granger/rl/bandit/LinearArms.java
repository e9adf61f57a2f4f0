package io.granger.rl.bandit;

import io.granger.rl.Moments;
import io.granger.rl.Scores;
import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.SnapshotWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Linear models of the arms of many keys: what {@link PartsBandit} and the option agent are made of.
 *
 * <p>Scoring changes nothing. Scratch arrays are shared, so it is not thread-safe, not even to score: confine it to one thread.
 */
public final class LinearArms {

    private final LinearArmsSettings settings;
    private final int targets;
    private final Map<String, ArmsOfKey> keys = new HashMap<>();
    private long revision;
    private int models;
    private boolean shared;
    private boolean frozen;
    private long minute;

    /** Arms of which nothing is known. */
    public LinearArms(LinearArmsSettings settings, int targets) {
        if (targets < 1) {
            throw new IllegalArgumentException("targets must be at least 1, are " + targets);
        }
        this.settings = settings;
        this.targets = targets;
    }

    /**
     * What is known now, to be scored with while this learns on: nothing changes it, and it is not to learn. Shares with those made
     * before what has not changed since, scratch arrays too: score with one of them at a time.
     */
    public LinearArms fixed() {
        LinearArms now = new LinearArms(settings, targets);
        keys.forEach((key, of) -> now.keys.put(key, of.fixed()));
        now.revision = revision;
        now.models = models;
        return now;
    }

    /**
     * Expected weighted target of each arm, and how sure that is.
     *
     * @param weights of the targets
     */
    public Scores score(String key, float[] state, List<Arm> arms, double[] weights) {
        ArmsOfKey known = keys.get(key);
        double[] value = new double[arms.size()];
        double[] spread = new double[arms.size()];
        if (known == null) {
            scoreUnknown(weights, value, spread);
        } else {
            known.score(state, arms, weights, value, spread);
        }
        return new Scores(value, spread);
    }

    /** Expected weighted target of one arm; the value {@link #score} gives it. */
    public double value(String key, float[] state, Arm arm, double[] weights) {
        return score(key, state, List.of(arm), weights).value()[0];
    }

    /** Learns the targets seen after {@code arm} was chosen in {@code state}. */
    public void learn(String key, float[] state, Arm arm, double[] rowTargets) {
        if (rowTargets.length != targets) {
            throw new IllegalArgumentException("targets must be " + targets + ", are " + rowTargets.length);
        }
        for (double target : rowTargets) {
            requireFinite(target);
        }
        ArmsOfKey of = ofKey(key, state, arm);
        int before = of.size();
        of.learn(state, arm, rowTargets, revision + 1);
        learnt(key, of, before);
    }

    /**
     * Learns from a choice how much boldness earns, where it is learnt; {@link #learn} is to hear next what came of it.
     *
     * @param reward what came of it, in the units of the scores
     */
    public void judge(String key, Choice choice, double reward) {
        ArmsOfKey known = keys.get(key);
        if (known != null) {
            known.judge(choice, reward);
        }
    }

    /**
     * Moves the one target of {@code arm} in {@code state} towards {@code target} by a least-squares step.
     *
     * @param stepSize in [0, 1]; 0 changes nothing at all
     */
    public void learnTowards(String key, float[] state, Arm arm, double target, double stepSize) {
        requireFinite(target);
        if (stepSize == 0) {
            return;
        }
        ArmsOfKey of = ofKey(key, state, arm);
        int before = of.size();
        of.learnTowards(state, arm, target, stepSize, revision + 1);
        learnt(key, of, before);
    }

    /** Changes a target learnt before by {@code difference}; nothing when key or arm are no longer remembered. */
    public void correct(String key, float[] state, Arm arm, int target, double difference) {
        ArmsOfKey known = keys.get(key);
        if (known != null && known.correct(state, arm, target, difference)) {
            revision++;
        }
    }

    /** How many changes it has taken in. */
    public long revision() {
        return revision;
    }

    /** How many models are kept, those shared by the arms of a key included. */
    public int models() {
        return models;
    }

    /**
     * From here on collects what it learns for other members, and forgets by the minute: what a minute's rows, all members'
     * together, make be forgotten is fixed a minute after it is over, and is at most half.
     *
     * @param freeze whether the standardisation of the keys that are known now stays as it is, so that models of several members are
     *     equal to one that learnt everything; otherwise each member's follows the features that all of them saw
     */
    public void share(boolean freeze) {
        shared = true;
        frozen = freeze;
        keys.values().forEach(of -> of.share(freeze));
    }

    /**
     * Begins a minute.
     *
     * @param newMinute counted as everywhere; one that is not later than the last changes nothing
     */
    public void startMinute(long newMinute) {
        minute = Math.max(minute, newMinute);
        keys.values().forEach(of -> of.startMinute(minute));
    }

    /**
     * Puts what it learnt itself since it was last drained into a message, as sums.
     *
     * @param mostArms no further key is put once there are so many arms
     * @return how many arms were put; 0 when there was nothing to put
     */
    public int drain(SnapshotWriter to, int mostArms) {
        Map<String, KeySums> drained = new TreeMap<>();
        int arms = 0;
        for (Map.Entry<String, ArmsOfKey> entry : keys.entrySet()) {
            if (arms < mostArms && !entry.getValue().isDrained()) {
                KeySums sums = entry.getValue().drain();
                drained.put(entry.getKey(), sums);
                arms += sums.arms().size();
            }
        }
        to.putInt(targets).putInt(drained.size());
        drained.forEach((key, sums) -> sums.save(to.putString(key)));
        return arms;
    }

    /**
     * Learns what another member {@link #drain}ed in that minute, as if it had been learnt here. Nothing has changed when it is
     * refused.
     */
    public void merge(SnapshotReader from, long ofMinute) {
        from.getInt("targets", targets, targets);
        Map<String, KeySums> received = new TreeMap<>();
        for (int left = from.getInt("keys", 0, settings.maxModels()); left > 0; left--) {
            received.put(from.getString(), KeySums.restore(from, targets, settings));
        }
        received.forEach((key, sums) -> {
            ArmsOfKey known = keys.get(key);
            if (known != null) {
                known.requireFit(sums);
            }
        });
        received.forEach((key, sums) -> {
            ArmsOfKey of = ofKey(key, sums.stateWidth(), sums.features() - sums.stateWidth());
            int before = of.size();
            revision += Math.max(1, sums.rows());
            of.merge(sums, ofMinute, revision);
            keep(key, of, before);
        });
    }

    /** Knows from here on what another of the same settings knows, in the place of what it knew; the other is spent. */
    public void become(LinearArms other) {
        if (!other.settings.equals(settings) || other.targets != targets) {
            throw new IllegalArgumentException("settings must be " + settings + ", are " + other.settings);
        }
        keys.clear();
        keys.putAll(other.keys);
        revision = other.revision;
        models = other.models;
        if (shared) {
            share(frozen);
            startMinute(minute);
        }
    }

    /** Puts into a snapshot how many rows of which minute have yet to make something be forgotten. */
    public void saveMinutes(SnapshotWriter to) {
        to.putInt(keys.size());
        new TreeMap<>(keys).forEach((key, of) -> of.saveMinutes(to.putString(key)));
    }

    /** Takes in what {@link #saveMinutes} put, for keys it knows. */
    public void restoreMinutes(SnapshotReader from) {
        for (int left = from.getInt("keys", 0, settings.maxModels()); left > 0; left--) {
            ArmsOfKey of = keys.get(from.getString());
            if (of == null) {
                throw new SnapshotRejected("minutes must be of keys that are known");
            }
            of.restoreMinutes(from);
        }
    }

    /** What the features of a key's rows were like until now, state first, then the arm's; what they are standardised by. */
    public Optional<Moments> seen(String key) {
        return key(key).map(ArmsOfKey::seen);
    }

    /** The arms of a key, to be looked at. */
    Optional<ArmsOfKey> key(String key) {
        return Optional.ofNullable(keys.get(key));
    }

    /** Puts everything it knows into a snapshot. */
    public void save(SnapshotWriter to) {
        settings.save(to);
        to.putInt(targets).putLong(revision).putInt(keys.size());
        new TreeMap<>(keys).forEach((key, of) -> {
            to.putString(key);
            of.save(to);
        });
    }

    /** The arms that {@link #save} put there, refused unless they have this many targets. */
    public static LinearArms restore(SnapshotReader from, int targets) {
        LinearArmsSettings settings = LinearArmsSettings.restore(from);
        LinearArms restored = new LinearArms(settings, from.getInt("targets", targets, targets));
        restored.revision = from.getLong();
        int count = from.getInt("keys", 0, settings.maxModels());
        for (int i = 0; i < count; i++) {
            String key = from.getString();
            ArmsOfKey of = ArmsOfKey.restore(settings, targets, from);
            if (restored.keys.put(key, of) != null) {
                throw new SnapshotRejected("key must be there once, is there twice: " + key);
            }
            restored.models += 1 + of.size();
        }
        return restored;
    }

    /** The settings it was made with. */
    public LinearArmsSettings settings() {
        return settings;
    }

    private void scoreUnknown(double[] weights, double[] value, double[] spread) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int i = 0; i < value.length; i++) {
            value[i] = settings.priorMean() * sum;
            spread[i] = settings.spreadScale() * settings.noise() * StrictMath.sqrt(1 / settings.interceptPrecision());
        }
    }

    private ArmsOfKey ofKey(String key, float[] state, Arm arm) {
        return ofKey(key, state.length, arm.features().length);
    }

    private ArmsOfKey ofKey(String key, int stateWidth, int armWidth) {
        ArmsOfKey known = keys.get(key);
        if (known != null) {
            return known;
        }
        ArmsOfKey of = new ArmsOfKey(settings, targets, stateWidth, armWidth);
        if (shared) {
            of.share(false);
            of.startMinute(minute);
        }
        return of;
    }

    private void learnt(String key, ArmsOfKey of, int sizeBefore) {
        revision++;
        keep(key, of, sizeBefore);
    }

    private void keep(String key, ArmsOfKey of, int sizeBefore) {
        models += of.size() - sizeBefore + (keys.put(key, of) == null ? 1 : 0);
        while (models > settings.maxModels()) {
            removeOldest();
        }
    }

    /** Forgets the arm that learnt longest ago (so never the one that just did), and its key when that was its last arm. */
    private void removeOldest() {
        String oldestKey = "";
        long oldest = Long.MAX_VALUE;
        for (Map.Entry<String, ArmsOfKey> entry : keys.entrySet()) {
            long learntAt = entry.getValue().oldestLearntAt();
            if (learntAt < oldest) {
                oldest = learntAt;
                oldestKey = entry.getKey();
            }
        }
        ArmsOfKey of = keys.get(oldestKey);
        if (of == null) {
            throw new IllegalStateException("models must belong to keys, are " + models + " without");
        }
        of.removeOldest();
        models--;
        if (of.size() == 0) {
            keys.remove(oldestKey);
            models--;
        }
    }

    private static void requireFinite(double target) {
        if (!(Math.abs(target) <= RidgeModel.LARGEST)) {
            throw new IllegalArgumentException(
                    "target must be finite and at most " + RidgeModel.LARGEST + " in size, is " + target);
        }
    }
}
