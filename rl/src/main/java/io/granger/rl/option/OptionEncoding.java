package io.granger.rl.option;

import io.granger.rl.OnlineStandardizer;
import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotRejected;
import io.granger.rl.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How a network sees states and options: z-scores of their features, frozen when it was trained, and for each option that was there
 * then a place of its own. An option nobody had seen has none and is told by its features.
 *
 * <p>Immutable; safe from any thread.
 */
public final class OptionEncoding {
    /** The most options with a place of their own. */
    public static final int OPTIONS_MAX = 256;

    private static final int WIDTH_MAX = 1 << 12;

    private final OnlineStandardizer states;
    private final OnlineStandardizer features;
    private final List<String> options;

    private OptionEncoding(OnlineStandardizer states, OnlineStandardizer features, List<String> options) {
        this.states = states;
        this.features = features;
        this.options = List.copyOf(options);
    }

    /** The encoding that suits these transitions, all of one key; at least one. */
    public static OptionEncoding of(List<SmdpTransition> transitions) {
        SmdpTransition first = transitions.getFirst();
        OnlineStandardizer states = new OnlineStandardizer(first.state().length);
        OnlineStandardizer features = new OnlineStandardizer(first.optionFeatures().length);
        TreeSet<String> options = new TreeSet<>();
        for (SmdpTransition transition : transitions) {
            states.observe(transition.state());
            features.observe(transition.optionFeatures());
            options.add(transition.option());
        }
        return new OptionEncoding(
                states, features, options.stream().limit(OPTIONS_MAX).toList());
    }

    /** Features of a state. */
    public int stateWidth() {
        return states.dimension();
    }

    /** Features of an option with its place. */
    public int optionWidth() {
        return features.dimension() + options.size();
    }

    /** A state as the network sees it. */
    public float[] state(float[] raw) {
        return narrow(states.standardize(raw), states.dimension());
    }

    /** An option as the network sees it. */
    public float[] option(OptionArm option) {
        float[] encoded = narrow(features.standardize(option.features()), optionWidth());
        int place = java.util.Collections.binarySearch(options, option.option());
        if (place >= 0) {
            encoded[features.dimension() + place] = 1;
        }
        return encoded;
    }

    private static float[] narrow(double[] wide, int width) {
        float[] narrow = new float[width];
        for (int i = 0; i < wide.length; i++) {
            narrow[i] = (float) wide[i];
        }
        return narrow;
    }

    void save(SnapshotWriter to) {
        to.putInt(states.dimension()).putInt(features.dimension());
        states.save(to);
        features.save(to);
        to.putInt(options.size());
        options.forEach(to::putString);
    }

    static OptionEncoding restore(SnapshotReader from) {
        int stateWidth = from.getInt("state features", 0, WIDTH_MAX);
        int featureWidth = from.getInt("option features", 0, WIDTH_MAX);
        OnlineStandardizer states = OnlineStandardizer.restore(from, stateWidth);
        OnlineStandardizer features = OnlineStandardizer.restore(from, featureWidth);
        List<String> options = new ArrayList<>();
        for (int left = from.getInt("options", 0, OPTIONS_MAX); left > 0; left--) {
            String option = from.getString();
            if (!options.isEmpty() && options.getLast().compareTo(option) >= 0) {
                throw new SnapshotRejected("options must be in order, " + options.getLast() + " is before " + option);
            }
            options.add(option);
        }
        return new OptionEncoding(states, features, options);
    }
}
