package io.granger.hub.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.granger.routing.SharedLearning.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What members learn online, exchanged through a map that keeps each message for two minutes: whoever has not read it by
 * then was away, and starts from what the oldest member knows.
 *
 * <p>Each {@link #round} sends what was learnt here and takes in what others sent. A member that joins empties a place in
 * a second map, and the oldest member puts there all it knows. Every method blocks on the network. Not safe from several
 * threads at once.
 */
public final class LearningExchange {
    /** Most milliseconds between two rounds; what is learnt here is known elsewhere after two. */
    public static final long EVERY_MS = 1_000;

    private static final long KEPT_S = 120;

    private final HazelcastInstance instance;
    private final LearningMember member;
    private final String prefix;
    private final IMap<String, byte[]> messages;
    private final IMap<String, byte[]> states;
    private final List<Message> unsent = new ArrayList<>();
    private final Set<String> offered = new HashSet<>();
    private boolean joined;
    private boolean asked;

    /** The exchange of the cluster this instance is a member of. */
    public LearningExchange(HazelcastInstance instance, LearningMember member) {
        this.instance = instance;
        this.member = member;
        this.prefix = member.policy() + " ";
        this.messages = instance.getMap(HazelcastSettings.LEARNING_MAP);
        this.states = instance.getMap(HazelcastSettings.LEARNT_MAP);
    }

    /** Sends what was learnt here and learns what others sent. What failed is done in the next round. */
    public void round() {
        List<Member> hubs = hubs();
        if (hubs.size() == 1) {
            // nobody listens: what is known here is what there is to know
            member.drain(false);
            unsent.clear();
            joined = true;
            return;
        }
        boolean oldest = hubs.getFirst().localMember();
        send(joined && oldest && !states.containsKey(prefix));
        if (joined) {
            receive();
        } else {
            join(oldest);
        }
    }

    /** Sends what was learnt here since the last round, before this member goes. */
    public void leave() {
        if (hubs().size() > 1) {
            send(false);
        }
    }

    /** Members that are hubs, oldest first: spokes join without data. */
    private List<Member> hubs() {
        return instance.getCluster().getMembers().stream()
                .filter(each -> !each.isLiteMember())
                .toList();
    }

    private void send(boolean withState) {
        LearningMember.Drained drained = member.drain(withState);
        unsent.addAll(drained.messages());
        while (!unsent.isEmpty()) {
            Message next = unsent.getFirst();
            messages.set(prefix + next.id(), next.bytes(), KEPT_S, TimeUnit.SECONDS);
            offered.add(next.id());
            unsent.removeFirst();
        }
        // messages first: a state may say only of messages that are there that they are in it
        drained.state().ifPresent(state -> states.set(prefix, state));
    }

    /** Starts from what the oldest member knows; until that is there, learns alone, and its messages wait in the map. */
    private void join(boolean oldest) {
        if (oldest) {
            joined = true;
            return;
        }
        if (!asked) {
            states.delete(prefix);
            asked = true;
            return;
        }
        Optional<byte[]> state = Optional.ofNullable(states.get(prefix));
        if (state.isPresent()) {
            offered.clear();
            if (!member.adopt(state.get())) {
                offered.addAll(ids());
            }
            joined = true;
            receive();
        }
    }

    private void receive() {
        Set<String> ids = ids();
        Set<String> unseen = new HashSet<>(ids);
        unseen.removeAll(offered);
        List<Message> received = new ArrayList<>();
        if (!unseen.isEmpty()) {
            Set<String> keys = new HashSet<>();
            unseen.forEach(id -> keys.add(prefix + id));
            for (Map.Entry<String, byte[]> entry : messages.getAll(keys).entrySet()) {
                received.add(new Message(entry.getKey().substring(prefix.length()), entry.getValue()));
            }
        }
        member.merge(received);
        received.forEach(message -> offered.add(message.id()));
        offered.retainAll(ids);
        member.forgetAllBut(ids);
    }

    /** What is in the map of this policy. */
    private Set<String> ids() {
        Set<String> ids = new HashSet<>();
        for (String key : messages.keySet()) {
            if (key.startsWith(prefix)) {
                ids.add(key.substring(prefix.length()));
            }
        }
        return ids;
    }
}
