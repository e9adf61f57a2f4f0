package io.granger.rl.bandit;

import io.granger.rl.SnapshotReader;
import io.granger.rl.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Ways of looking at a state, each of them a regression of its own for every arm. Which of them is believed follows from what each
 * foretold. Their order is bare levels, linear ones, waves. A belief that forgets does so by the memory of its
 * {@link LinearArmsSettings}.
 *
 * @param levels those that look at no feature, at least one
 * @param linear those that look at the features, at least one, of growing caution
 * @param waved those that look at random waves over the state too, and otherwise are what the first linear one is
 */
public record Beliefs(List<Bare> levels, List<Linear> linear, List<Waved> waved) {

    private static final int MOST_OF_A_KIND = 8;
    private static final int MOST_WAVES = 1024;
    /** Who looks at no feature learns nothing of them, and in the first rows all foretell equally badly. */
    private static final double LEVEL_PRIOR = 0.01;

    /**
     * A level of each arm.
     *
     * @param prior weight before anything was seen, above 0
     */
    public record Bare(boolean forgets, double prior) {
        /** Refuses what is out of range. */
        public Bare {
            requireAboveZero("prior", prior);
        }
    }

    /**
     * A linear model of each arm.
     *
     * @param caution factor on the precisions of the state's coefficients, above 0
     * @param prior weight before anything was seen, above 0
     */
    public record Linear(double caution, boolean forgets, double prior) {
        /** Refuses what is out of range. */
        public Linear {
            requireAboveZero("caution", caution);
            requireAboveZero("prior", prior);
        }
    }

    /**
     * A linear model of each arm over the features and waves.
     *
     * @param waves how many, in [1, 1024]
     * @param width of the waves' kernel for each feature that makes waves, in standard deviations, above 0
     * @param prior weight before anything was seen, above 0
     */
    public record Waved(int waves, double width, double prior) {
        /** Refuses what is out of range. */
        public Waved {
            if (waves < 1 || waves > MOST_WAVES) {
                throw new IllegalArgumentException("waves must be in [1, " + MOST_WAVES + "], are " + waves);
            }
            requireAboveZero("width", width);
            requireAboveZero("prior", prior);
        }
    }

    /** Refuses too few or too many. */
    public Beliefs {
        levels = List.copyOf(levels);
        linear = List.copyOf(linear);
        waved = List.copyOf(waved);
        requireSize("levels", 1, levels);
        requireSize("linear beliefs", 1, linear);
        requireSize("beliefs in waves", 0, waved);
    }

    /** A level, linear beliefs and, unless there are 0 waves, one in waves; all forget. */
    public static Beliefs forgetting(List<Double> cautions, int waves) {
        return new Beliefs(
                List.of(new Bare(true, LEVEL_PRIOR)),
                cautions.stream().map(caution -> new Linear(caution, true, 1)).toList(),
                waves == 0 ? List.of() : List.of(new Waved(waves, 0.5, 1)));
    }

    /** How many there are. */
    int size() {
        return levels.size() + linear.size() + waved.size();
    }

    /** How many waves all of them look at. */
    int waves() {
        return wavesBefore(waved.size());
    }

    /** How many waves those look at that come before the {@code i}-th one in waves. */
    int wavesBefore(int i) {
        int waves = 0;
        for (Waved belief : waved.subList(0, i)) {
            waves += belief.waves();
        }
        return waves;
    }

    /** Weight of each before anything was seen. */
    double[] priors() {
        List<Double> priors = new ArrayList<>();
        levels.forEach(belief -> priors.add(belief.prior()));
        linear.forEach(belief -> priors.add(belief.prior()));
        waved.forEach(belief -> priors.add(belief.prior()));
        return priors.stream().mapToDouble(Double::doubleValue).toArray();
    }

    void save(SnapshotWriter to) {
        to.putInt(levels.size()).putInt(linear.size()).putInt(waved.size());
        levels.forEach(belief -> to.putInt(belief.forgets() ? 1 : 0).putDouble(belief.prior()));
        linear.forEach(belief ->
                to.putDouble(belief.caution()).putInt(belief.forgets() ? 1 : 0).putDouble(belief.prior()));
        waved.forEach(
                belief -> to.putInt(belief.waves()).putDouble(belief.width()).putDouble(belief.prior()));
    }

    /** The beliefs that {@link #save} put there; an {@link IllegalArgumentException} where they are refused. */
    static Beliefs restore(SnapshotReader from) {
        int ofLevels = from.getInt("levels", 1, MOST_OF_A_KIND);
        int ofLinear = from.getInt("linear beliefs", 1, MOST_OF_A_KIND);
        int ofWaved = from.getInt("beliefs in waves", 0, MOST_OF_A_KIND);
        List<Bare> levels = new ArrayList<>();
        for (int i = 0; i < ofLevels; i++) {
            levels.add(new Bare(from.getInt("forgets", 0, 1) == 1, from.getDouble()));
        }
        List<Linear> linear = new ArrayList<>();
        for (int i = 0; i < ofLinear; i++) {
            linear.add(new Linear(from.getDouble(), from.getInt("forgets", 0, 1) == 1, from.getDouble()));
        }
        List<Waved> waved = new ArrayList<>();
        for (int i = 0; i < ofWaved; i++) {
            waved.add(new Waved(from.getInt("waves", 1, MOST_WAVES), from.getDouble(), from.getDouble()));
        }
        return new Beliefs(levels, linear, waved);
    }

    private static void requireSize(String name, int least, List<?> beliefs) {
        if (beliefs.size() < least || beliefs.size() > MOST_OF_A_KIND) {
            throw new IllegalArgumentException(
                    name + " must be " + least + " to " + MOST_OF_A_KIND + ", are " + beliefs.size());
        }
    }

    private static void requireAboveZero(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and above 0, is " + value);
        }
    }
}
