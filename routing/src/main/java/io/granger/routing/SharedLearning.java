package io.granger.routing;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.SnapshotWriter;
import io.granger.rl.bandit.LinearArms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One member's part in learning together: what it learnt leaves as sums, what others learnt is added, each message once.
 *
 * <p>Sums can be added in any order. A version that was trained keeps its standardisation, so every member that has
 * taken in the same messages believes what one learner fed all rows would; {@code auto-0}, which was not, follows the
 * features that all members saw. For one thread; others may use the router meanwhile.
 */
public final class SharedLearning {
    private static final int KIND = 4;
    private static final int STATE_KIND = 5;
    private static final int VERSION = 2;
    private static final int MOST_ARMS = 128;
    private static final int MOST_IDS = 1_000_000;
    private static final String STATE_FILE = "/sharing";

    private final LearnedRouter router;
    private final String member;
    private final LinearArms steps;
    private final LinearArms options;
    private final long revisionAtStart;
    private final Set<String> known = new HashSet<>();
    private long minute;
    private long sent;

    /**
     * Sums of what one member learnt.
     *
     * @param id by which it is taken in once
     * @param bytes not copied, do not change them
     */
    @SuppressWarnings("ArrayRecordComponent") // on its way to the wire
    public record Message(String id, byte[] bytes) {}

    SharedLearning(LearnedRouter router, String member, LinearArms steps, LinearArms options) {
        this.router = router;
        this.member = member;
        this.steps = steps;
        this.options = options;
        this.revisionAtStart = router.revision();
        boolean frozen = !router.policy().equals(LearnedRouter.POLICY);
        steps.share(frozen);
        options.share(frozen);
    }

    /** Begins a minute, counted from the epoch; the last must have been drained. A past minute changes nothing. */
    public void startMinute(long newMinute) {
        minute = router.alone(() -> {
            steps.startMinute(newMinute);
            options.startMinute(newMinute);
            return Math.max(minute, newMinute);
        });
    }

    /** Makes several of these calls with no row learnt in between. */
    public <T> T alone(Supplier<T> calls) {
        return router.alone(calls);
    }

    /** The minute that runs. */
    public long minute() {
        return minute;
    }

    /** What was learnt here since the last call, in messages of bounded size. */
    public List<Message> drain() {
        return router.alone(() -> {
            List<Message> messages = new ArrayList<>();
            while (true) {
                SnapshotWriter to = new SnapshotWriter(KIND, VERSION)
                        .putString(router.policy())
                        .putLong(minute);
                int arms = steps.drain(to, MOST_ARMS) + options.drain(to, MOST_ARMS);
                if (arms == 0) {
                    return messages;
                }
                Message message = new Message(member + "/" + ++sent, to.finish());
                known.add(message.id());
                messages.add(message);
            }
        });
    }

    /**
     * Learns what another member learnt; throws {@link SnapshotRejected} for what is damaged or of another policy.
     *
     * @return false, and nothing changed, for a message that was taken in before
     */
    public boolean merge(Message message) {
        return router.alone(() -> {
            if (known.contains(message.id())) {
                return false;
            }
            SnapshotReader from = new SnapshotReader(message.bytes(), KIND, VERSION);
            requirePolicy(from.getString());
            long ofMinute = from.getLong();
            known.add(message.id());
            steps.merge(from, ofMinute);
            options.merge(from, ofMinute);
            from.finish();
            return true;
        });
    }

    /** Whether what this message says is known here. */
    public boolean knows(String id) {
        return known.contains(id);
    }

    /** Forgets which messages were taken in but for these, which may come again. */
    public void forgetAllBut(Set<String> ids) {
        known.retainAll(ids);
    }

    /** All that is known here now, with the messages that are in it, for a member that joins: call {@link #drain} first. */
    public Map<String, byte[]> state() {
        return router.alone(() -> {
            Map<String, byte[]> state = new HashMap<>(router.save());
            SnapshotWriter to = new SnapshotWriter(STATE_KIND, VERSION)
                    .putString(router.policy())
                    .putLong(minute)
                    .putLong(router.revision());
            steps.saveMinutes(to);
            options.saveMinutes(to);
            to.putInt(known.size());
            known.stream().sorted().forEach(to::putString);
            state.put(router.policy() + STATE_FILE, to.finish());
            return state;
        });
    }

    /**
     * Knows from here on what another member knew, in the place of what it knew; what it sent and the other had not taken
     * in is to be merged again. Call {@link #drain} first. Throws {@link SnapshotRejected} for what is damaged.
     *
     * @return false, and nothing changed, when the other knows less than was known here before any sharing
     */
    public boolean adopt(Map<String, byte[]> state) {
        return router.alone(() -> {
            byte[] sharing = state.get(router.policy() + STATE_FILE);
            if (sharing == null) {
                throw new SnapshotRejected("state must be of " + router.policy() + ", holds " + state.keySet());
            }
            SnapshotReader from = new SnapshotReader(sharing, STATE_KIND, VERSION);
            requirePolicy(from.getString());
            long ofMinute = from.getLong();
            boolean adopted = from.getLong() >= revisionAtStart;
            if (adopted) {
                router.become(state);
                steps.restoreMinutes(from);
                options.restoreMinutes(from);
                known.clear();
                known.addAll(ids(from));
                startMinute(ofMinute);
            }
            return adopted;
        });
    }

    private static Set<String> ids(SnapshotReader from) {
        Set<String> ids = new HashSet<>();
        for (int left = from.getInt("messages", 0, MOST_IDS); left > 0; left--) {
            ids.add(from.getString());
        }
        from.finish();
        return ids;
    }

    private void requirePolicy(String policy) {
        if (!policy.equals(router.policy())) {
            throw new SnapshotRejected("policy must be " + router.policy() + ", is " + policy);
        }
    }
}
