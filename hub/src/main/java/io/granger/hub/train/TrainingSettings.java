package io.granger.hub.train;

import io.granger.task.Preset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a policy is trained for and with.
 *
 * @param seed of everything random: first weights of networks and the order they see rows in
 * @param preset scores all rewards under this preset in place of each row's own
 * @param parent the version it follows
 * @param setAside share of tasks that training does not see, so that evaluation can, in [0, {@value #SET_ASIDE_MAX}]
 * @param model of the values of options
 */
public record TrainingSettings(
        long seed, Optional<Preset> preset, Optional<String> parent, double setAside, Model model) {
    /** The largest share of tasks that may be set aside. */
    public static final double SET_ASIDE_MAX = 0.9;

    /** Seed 1, each row's own preset, no parent, a quarter of the tasks set aside, whichever model foretells better. */
    public static final TrainingSettings DEFAULT =
            new TrainingSettings(1, Optional.empty(), Optional.empty(), 0.25, Model.AUTO);

    /** What values options. */
    public enum Model {
        /** Linear values alone. */
        LINEAR("linear"),
        /** A network, and linear values of what it leaves unexplained. */
        NETWORK("network"),
        /** Whichever of the two foretells the returns of tasks it did not see better. */
        AUTO("auto");

        /** All words. */
        public static final List<String> WORDS =
                Arrays.stream(values()).map(Model::word).toList();

        private final String word;

        Model(String word) {
            this.word = word;
        }

        /** As it is written. */
        public String word() {
            return word;
        }

        /** The model written so. */
        public static Optional<Model> of(String word) {
            return Arrays.stream(values())
                    .filter(model -> model.word.equals(word))
                    .findFirst();
        }
    }

    /** Refuses a share out of range. */
    public TrainingSettings {
        if (!(setAside >= 0 && setAside <= SET_ASIDE_MAX)) {
            throw new IllegalArgumentException("setAside must be in [0, " + SET_ASIDE_MAX + "], is " + setAside);
        }
    }

    /** The same with another model. */
    public TrainingSettings withModel(Model another) {
        return new TrainingSettings(seed, preset, parent, setAside, another);
    }
}
