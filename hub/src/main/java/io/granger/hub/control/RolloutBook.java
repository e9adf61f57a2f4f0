package io.granger.hub.control;

import io.granger.routing.Arm;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A rollout with what was seen of it, as its judge keeps it. It is saved as settings: one for the rollout and its sums, and one
 * for each thousand keys that counted. Mutable; not thread-safe.
 */
public final class RolloutBook {
    /** The setting of the rollout and its sums. */
    public static final String SETTING = "rollout";

    private Rollout rollout;
    private PlaceEvidence evidence;
    private final KeyChunks keys;
    private boolean isChanged = true;

    private RolloutBook(Rollout rollout, PlaceEvidence evidence, KeyChunks keys) {
        this.rollout = rollout;
        this.evidence = evidence;
        this.keys = keys;
    }

    /** Of a rollout that begins. */
    public static RolloutBook of(Rollout first) {
        return new RolloutBook(first, new PlaceEvidence(first.plan(), first.place()), new KeyChunks());
    }

    /** As it was saved; empty when none was. */
    public static Optional<RolloutBook> restore(Map<String, String> settings) {
        return Optional.ofNullable(settings.get(SETTING)).map(text -> {
            var json = new JsonObject(text);
            var keys = KeyChunks.restore(settings);
            return new RolloutBook(RolloutJson.rollout(json), RolloutJson.evidence(json, keys), keys);
        });
    }

    /** Whether a setting belongs to a rollout. */
    public static boolean owns(String setting) {
        return setting.equals(SETTING) || setting.startsWith(KeyChunks.PREFIX);
    }

    /** The rollout. */
    public Rollout rollout() {
        return rollout;
    }

    /** What was seen at its place. */
    public PlaceEvidence evidence() {
        return evidence;
    }

    /** What follows from a step; another place begins without observations. */
    public void follow(RolloutMachine.Step step) {
        boolean isElsewhere = step.next().place() != rollout.place();
        isChanged |= !step.next().equals(rollout);
        rollout = step.next();
        if (isElsewhere) {
            keys.clear();
            evidence = new PlaceEvidence(rollout.plan(), rollout.place());
        }
    }

    /** Another node judges from now on. */
    public void judgedBy(String node) {
        rollout = rollout.judgedBy(node);
        isChanged = true;
    }

    /** A task was accepted; whether it counts. The client's key, if there is one, counts for once. */
    public boolean accepted(String taskId, Optional<String> key, Arm arm) {
        var hash = key.map(KeyChunks::hash);
        boolean counts = evidence.accepted(taskId, hash, arm);
        if (counts) {
            hash.ifPresent(keys::add);
            isChanged = true;
        }
        return counts;
    }

    /** A task ended, cut off where nothing was seen; whether it counted. */
    public boolean ended(String taskId, Optional<PlaceEvidence.Observation> seen) {
        boolean counted = evidence.ended(taskId, seen);
        isChanged |= counted;
        return counted;
    }

    /** Settings that changed since the last call; empty where nothing did. */
    public Map<String, String> changes() {
        if (!isChanged) {
            return Map.of();
        }
        var changes = new HashMap<>(keys.changed());
        keys.saved();
        changes.put(SETTING, RolloutJson.write(rollout, evidence).encode());
        isChanged = false;
        return changes;
    }

    /** All settings, for one who knows none of them. */
    public Map<String, String> everything() {
        var all = new HashMap<>(keys.everything());
        all.putAll(summary());
        return all;
    }

    /** The setting of the rollout and its sums alone. */
    public Map<String, String> summary() {
        return Map.of(SETTING, RolloutJson.write(rollout, evidence).encode());
    }

    /** The rollout in settings that another node wrote. */
    public static Rollout rolloutOf(Map<String, String> settings) {
        return RolloutJson.rollout(new JsonObject(settings.getOrDefault(SETTING, "{}")));
    }
}
