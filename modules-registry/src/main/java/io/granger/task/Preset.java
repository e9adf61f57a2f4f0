package io.granger.task;

import java.util.Locale;
import java.util.Optional;

/** What a task cares about: the weights of the four parts of its reward, which sum to 1. */
public enum Preset {
    /** The default. */
    BALANCED(.4, .2, .3, .1),
    /** Latency first. */
    SPEED(.3, .5, .15, .05),
    /** Cost first. */
    COST(.3, .1, .2, .4),
    /** Quality first. */
    QUALITY(.3, .05, .6, .05);

    private final double success;
    private final double latency;
    private final double quality;
    private final double cost;
    private final String word = name().toLowerCase(Locale.ROOT);

    Preset(double success, double latency, double quality, double cost) {
        this.success = success;
        this.latency = latency;
        this.quality = quality;
        this.cost = cost;
    }

    /** Weight of the success part. */
    public double success() {
        return success;
    }

    /** Weight of the latency part. */
    public double latency() {
        return latency;
    }

    /** Weight of the quality part. */
    public double quality() {
        return quality;
    }

    /** Weight of the cost part. */
    public double cost() {
        return cost;
    }

    /** A fresh array of the weights: success, latency, quality, cost. */
    public double[] weights() {
        return new double[] {success, latency, quality, cost};
    }

    /** The word used in tasks and rows. */
    public String word() {
        return word;
    }

    /** The preset of that word, or empty. */
    public static Optional<Preset> of(String word) {
        for (Preset preset : values()) {
            if (preset.word().equals(word)) {
                return Optional.of(preset);
            }
        }
        return Optional.empty();
    }
}
