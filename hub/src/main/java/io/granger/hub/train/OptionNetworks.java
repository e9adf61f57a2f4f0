package io.granger.hub.train;

import io.granger.rl.ActionDistribution;
import io.granger.rl.dense.Activation;
import io.granger.rl.dense.ScoringNetwork;
import io.granger.rl.dense.ScoringShape;
import io.granger.rl.network.AdamSettings;
import io.granger.rl.network.BehaviouralCloning;
import io.granger.rl.network.Demonstration;
import io.granger.rl.network.Fitted;
import io.granger.rl.network.FittedOptions;
import io.granger.rl.network.FittedSettings;
import io.granger.rl.option.NetworkBaseline;
import io.granger.rl.option.Next;
import io.granger.rl.option.OptionArm;
import io.granger.rl.option.OptionEncoding;
import io.granger.rl.option.SmdpTransition;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Fits a network to the options of each key: first to choose as the heuristic did, where it did, then by fitted Q from there.
 *
 * <p>The only class of the hub that reaches the library networks are trained with, and it runs in the training process alone. What it
 * fits is checked against that library's own scores before it is handed out. The same rows and seed give the same weights.
 */
final class OptionNetworks {
    /** A key with fewer transitions than this is left to linear values. */
    static final int TRANSITIONS_MIN = 50;

    private static final String LIBRARY = "org.nd4j.linalg.factory.Nd4j";
    private static final int WIDTH = 32;
    private static final FittedSettings CLONE = new FittedSettings(AdamSettings.withLearningRate(3e-3), 64, 1, 200);
    private static final FittedSettings FIT = new FittedSettings(AdamSettings.withLearningRate(3e-3), 64, 6, 150);

    private OptionNetworks() {}

    /** Whether this process can train networks at all. */
    static boolean isPossible() {
        try {
            Class.forName(LIBRARY, false, OptionNetworks.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }

    /**
     * Networks of all keys with enough rows.
     *
     * @param choices decisions of the heuristic, of any key
     */
    static NetworkBaseline fit(
            List<SmdpTransition> transitions,
            List<Decision> choices,
            double lowest,
            double highest,
            long seed,
            TrainingProgress progress) {
        Map<String, List<SmdpTransition>> byKey = new TreeMap<>();
        transitions.forEach(
                t -> byKey.computeIfAbsent(t.key(), key -> new ArrayList<>()).add(t));
        NetworkBaseline networks = new NetworkBaseline(lowest, highest);
        int done = 0;
        for (var entry : byKey.entrySet()) {
            progress.at("networks", done++, byKey.size());
            if (entry.getValue().size() >= TRANSITIONS_MIN) {
                OptionEncoding encoding = OptionEncoding.of(entry.getValue());
                networks.put(entry.getKey(), encoding, fit(entry.getKey(), encoding, entry.getValue(), choices, seed));
            }
        }
        progress.at("networks", done, byKey.size());
        return networks;
    }

    private static ScoringNetwork fit(
            String key, OptionEncoding encoding, List<SmdpTransition> transitions, List<Decision> choices, long seed) {
        ScoringShape shape = new ScoringShape(
                encoding.stateWidth(), List.of(WIDTH), encoding.optionWidth(), List.of(WIDTH), Activation.RELU);
        List<Demonstration> demonstrations = choices.stream()
                .filter(decision -> decision.key().equals(key))
                .map(decision -> demonstration(decision, encoding))
                .flatMap(Optional::stream)
                .toList();
        Optional<ScoringNetwork> clone = demonstrations.isEmpty()
                ? Optional.empty()
                : Optional.of(BehaviouralCloning.fit(demonstrations, shape, CLONE, seed)
                        .network());
        List<SmdpTransition> encoded =
                transitions.stream().map(t -> encoded(t, encoding)).toList();
        Fitted fitted = FittedOptions.fit(encoded, shape, 1, FIT, seed, clone);
        // opening it compares our scores with the library's
        return fitted.pack(key).open(key);
    }

    /** What the heuristic would have done; empty where there was nothing to choose. */
    private static Optional<Demonstration> demonstration(Decision decision, OptionEncoding encoding) {
        List<float[]> options = new ArrayList<>();
        List<Double> probabilities = new ArrayList<>();
        for (CandidateEntry entry : decision.candidates()) {
            if (entry.eligible()) {
                options.add(encoding.option(new OptionArm(entry.id(), entry.features())));
                probabilities.add(entry.probability());
            }
        }
        if (options.size() < 2) {
            return Optional.empty();
        }
        double[] vector =
                probabilities.stream().mapToDouble(Double::doubleValue).toArray();
        return Optional.of(new Demonstration(encoding.state(decision.state()), options, ActionDistribution.of(vector)));
    }

    private static SmdpTransition encoded(SmdpTransition t, OptionEncoding encoding) {
        return new SmdpTransition(
                t.key(),
                t.option(),
                encoding.state(t.state()),
                encoding.option(new OptionArm(t.option(), t.optionFeatures())),
                t.reward(),
                t.k(),
                t.terminated(),
                t.next().map(next -> encoded(next, encoding)));
    }

    private static Next encoded(Next next, OptionEncoding encoding) {
        return new Next(
                next.key(),
                encoding.state(next.state()),
                next.startable().stream()
                        .map(option -> new OptionArm(option.option(), encoding.option(option)))
                        .toList());
    }
}
