package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.SnapshotWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The models of the arms of one key, by id. Not thread-safe. */
final class ArmModels {

    private final Bank bank;
    private final Map<String, ArmModel> byId;

    /** None yet; those to come hold the beliefs of this bank. */
    ArmModels(Bank bank) {
        this(bank, new HashMap<>());
    }

    private ArmModels(Bank bank, Map<String, ArmModel> byId) {
        this.bank = bank;
        this.byId = byId;
    }

    /** What is known of them now, to be read while they learn on, with the beliefs of this bank. */
    ArmModels fixed(Bank fixedBank) {
        Map<String, ArmModel> now = new HashMap<>(2 * byId.size());
        byId.forEach((id, of) -> now.put(id, of.fixed()));
        return new ArmModels(fixedBank, now);
    }

    int size() {
        return byId.size();
    }

    @Nullable
    ArmModel get(String id) {
        return byId.get(id);
    }

    /**
     * The arm's model, made where there is none.
     *
     * @param pooled of all arms, from which an arm starts that follows nobody
     * @param isWaved whether arms believe in waves by now
     */
    ArmModel known(String id, String kin, RidgeModel pooled, boolean isWaved, long round) {
        ArmModel of = byId.get(id);
        if (of == null) {
            ArmModel last = lastOf(kin);
            of = last == null ? ArmModel.startingFrom(kin, pooled, bank, round) : last.follower(bank, round);
            if (isWaved && !of.isWaved()) {
                of.wave(bank);
            }
            byId.put(id, of);
        }
        return of;
    }

    /** Of the arms of this kin the one that learnt last. */
    @Nullable
    ArmModel lastOf(String kin) {
        ArmModel last = null;
        for (ArmModel arm : byId.values()) {
            if (arm.kin().equals(kin) && (last == null || arm.learntAt() > last.learntAt())) {
                last = arm;
            }
        }
        return last;
    }

    /** All believe in waves from here on, or in others than before. */
    void wave() {
        byId.values().forEach(of -> of.wave(bank));
    }

    /** The revision at which the arm that learnt longest ago did so. */
    long oldestLearntAt() {
        long oldest = Long.MAX_VALUE;
        for (ArmModel of : byId.values()) {
            oldest = Math.min(oldest, of.learntAt());
        }
        return oldest;
    }

    void removeOldest() {
        long oldest = oldestLearntAt();
        byId.values().removeIf(of -> of.learntAt() == oldest);
    }

    void save(SnapshotWriter to) {
        to.putInt(byId.size());
        new TreeMap<>(byId).forEach((id, of) -> of.save(to.putString(id)));
    }

    /** Takes in the arms that {@link #save} put there. */
    void restore(SnapshotReader from, int most, boolean isWaved, int targets) {
        for (int left = from.getInt("arms", 0, most); left > 0; left--) {
            String id = from.getString();
            if (byId.put(id, ArmModel.restore(from, bank, isWaved, targets)) != null) {
                throw new SnapshotRejected("arm must be there once, is there twice: " + id);
            }
        }
    }
}
