package io.granger.rl.option;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.SnapshotWriter;
import io.granger.rl.dense.Activation;
import io.granger.rl.dense.NetworkRejected;
import io.granger.rl.dense.Scorer;
import io.granger.rl.dense.ScoringNetwork;
import io.granger.rl.dense.ScoringShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values of options by trained networks, one a key, with linear values to learn what they leave unexplained. A key without a network is
 * worth 0.
 *
 * <p>Values are clipped to the range of returns. It keeps scratch arrays: not thread-safe, not even to score.
 */
public final class NetworkBaseline implements OptionAgent.Baseline {
    private static final int KIND = 5;
    private static final int VERSION = 1;
    private static final int KEYS_MAX = 4_096;

    private final double lowest;
    private final double highest;
    private final Map<String, Valued> byKey = new TreeMap<>();

    private record Valued(OptionEncoding encoding, ScoringNetwork network, Scorer scorer) {}

    /**
     * No networks yet.
     *
     * @param lowest no value is below
     * @param highest no value is above
     */
    public NetworkBaseline(double lowest, double highest) {
        if (!(lowest < highest) || !Double.isFinite(highest - lowest)) {
            throw new IllegalArgumentException("lowest must be below highest, are " + lowest + " and " + highest);
        }
        this.lowest = lowest;
        this.highest = highest;
    }

    /** Adds the network of a key; it must be as wide as the encoding. */
    public void put(String key, OptionEncoding encoding, ScoringNetwork network) {
        if (network.shape().stateWidth() != encoding.stateWidth()
                || network.shape().candidateWidth() != encoding.optionWidth()) {
            throw new IllegalArgumentException("network of " + key + " must be over " + encoding.stateWidth() + " and "
                    + encoding.optionWidth() + " features, is over "
                    + network.shape().stateWidth() + " and " + network.shape().candidateWidth());
        }
        byKey.put(key, new Valued(encoding, network, network.scorer()));
    }

    /** How many keys have a network. */
    public int size() {
        return byKey.size();
    }

    @Override
    public double[] of(String key, float[] state, List<OptionArm> startable) {
        double[] values = new double[startable.size()];
        Valued valued = byKey.get(key);
        if (valued == null) {
            return values;
        }
        float[][] options = new float[values.length][];
        for (int i = 0; i < options.length; i++) {
            options[i] = valued.encoding().option(startable.get(i));
        }
        float[] scores = valued.scorer().score(valued.encoding().state(state), options);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(lowest, Math.min(highest, scores[i]));
        }
        return values;
    }

    @Override
    public NetworkBaseline apart() {
        NetworkBaseline apart = new NetworkBaseline(lowest, highest);
        byKey.forEach((key, valued) -> apart.put(key, valued.encoding(), valued.network()));
        return apart;
    }

    /** All of it, in the layout of {@link SnapshotWriter}. */
    public byte[] save() {
        SnapshotWriter to = new SnapshotWriter(KIND, VERSION);
        to.putDouble(lowest).putDouble(highest).putInt(byKey.size());
        byKey.forEach((key, valued) -> {
            to.putString(key);
            valued.encoding().save(to);
            ScoringShape shape = valued.network().shape();
            putWidths(to, shape.trunk());
            putWidths(to, shape.head());
            to.putString(shape.activation().word());
            float[] weights = valued.network().weights();
            double[] wide = new double[weights.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = weights[i];
            }
            to.putInt(wide.length).putDoubles(wide);
        });
        return to.finish();
    }

    /** What {@link #save} saved; throws {@link SnapshotRejected} for anything else. */
    public static NetworkBaseline restore(byte[] saved) {
        SnapshotReader from = new SnapshotReader(saved, KIND, VERSION);
        try {
            NetworkBaseline restored = new NetworkBaseline(from.getFinite("lowest"), from.getFinite("highest"));
            for (int left = from.getInt("keys", 0, KEYS_MAX); left > 0; left--) {
                String key = from.getString();
                OptionEncoding encoding = OptionEncoding.restore(from);
                restored.put(key, encoding, network(from, encoding));
            }
            from.finish();
            return restored;
        } catch (IllegalArgumentException | NetworkRejected bad) {
            throw new SnapshotRejected("networks are bad: " + bad.getMessage());
        }
    }

    private static ScoringNetwork network(SnapshotReader from, OptionEncoding encoding) {
        List<Integer> trunk = widths(from);
        List<Integer> head = widths(from);
        String word = from.getString();
        Activation activation = java.util.Arrays.stream(Activation.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new SnapshotRejected("activation must be one we know, is " + word));
        ScoringShape shape = new ScoringShape(encoding.stateWidth(), trunk, encoding.optionWidth(), head, activation);
        int count = from.getInt("weights", shape.parameterCount(), shape.parameterCount());
        double[] wide = from.getDoubles("weights", count);
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (float) wide[i];
        }
        return ScoringNetwork.of(shape, weights);
    }

    private static void putWidths(SnapshotWriter to, List<Integer> widths) {
        to.putInt(widths.size());
        widths.forEach(to::putInt);
    }

    private static List<Integer> widths(SnapshotReader from) {
        List<Integer> widths = new ArrayList<>();
        for (int left = from.getInt("layers", 0, ScoringShape.MAX_DEPTH); left > 0; left--) {
            widths.add(from.getInt("width", 1, ScoringShape.MAX_WIDTH));
        }
        return widths;
    }
}
