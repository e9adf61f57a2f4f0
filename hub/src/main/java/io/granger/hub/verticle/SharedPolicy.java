package io.granger.hub.verticle;

import io.granger.hub.cluster.LearningMember.Drained;
import io.granger.rl.SnapshotRejected;
import io.granger.routing.SharedLearning;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The built-in policy as it learns together with those of other members. Owner thread only. */
public final class SharedPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(SharedPolicy.class);
    private static final long MINUTE_MS = 60_000;

    private final Learner learner;
    private final SharedLearning sharing;
    private final LongSupplier clock;

    SharedPolicy(Learner learner, String node, LongSupplier clock) {
        this.learner = learner;
        this.sharing = learner.router().share(node);
        this.clock = clock;
        sharing.startMinute(clock.getAsLong() / MINUTE_MS);
    }

    /** Its name; members exchange only with those of the same. */
    public String policy() {
        return learner.policy();
    }

    /** Takes out what was learnt here since the last call, and all that is known if that is asked for. */
    public Drained drain(boolean withState) {
        return sharing.alone(() -> {
            List<SharedLearning.Message> messages = sharing.drain();
            sharing.startMinute(clock.getAsLong() / MINUTE_MS);
            return new Drained(messages, withState ? Optional.of(state()) : Optional.empty());
        });
    }

    /** Learns what others learnt; what cannot be read costs a log line. */
    public void merge(List<SharedLearning.Message> messages) {
        for (SharedLearning.Message message : messages) {
            try {
                sharing.merge(message);
            } catch (IllegalArgumentException refused) {
                LOG.warn("what another member learnt ({}) was refused: {}", message.id(), refused.getMessage());
            }
        }
    }

    /** Forgets which messages were taken in but for these. */
    public void forgetAllBut(Set<String> ids) {
        sharing.forgetAllBut(ids);
    }

    /** Takes over all that another member knows, unless that is less or damaged; returns whether it did. */
    public boolean adopt(byte[] state) {
        try {
            Map<String, byte[]> files = read(state);
            boolean adopted = sharing.adopt(files);
            if (adopted) {
                learner.adoptRewards(files);
            }
            LOG.info(
                    adopted
                            ? "{} starts from what the cluster learnt, revision {}"
                            : "{} knows more than the cluster and keeps it, revision {}",
                    learner.policy(),
                    learner.revision());
            return adopted;
        } catch (SnapshotRejected | IOException refused) {
            LOG.warn("what the cluster learnt was refused, this hub keeps its own: {}", refused.getMessage());
            return false;
        }
    }

    private byte[] state() {
        var files = new HashMap<>(sharing.state());
        files.putAll(learner.saveRewards());
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(files.size());
            for (var file : files.entrySet()) {
                out.writeUTF(file.getKey());
                out.writeInt(file.getValue().length);
                out.write(file.getValue());
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> read(byte[] state) throws IOException {
        var files = new HashMap<String, byte[]>();
        try (var in = new DataInputStream(new ByteArrayInputStream(state))) {
            for (int left = in.readInt(); left > 0; left--) {
                var name = in.readUTF();
                int length = in.readInt();
                if (length < 0 || length > in.available()) {
                    throw new IOException("file " + name + " is cut short");
                }
                files.put(name, in.readNBytes(length));
            }
        }
        return files;
    }
}
