package io.granger.rl.network;

import io.granger.rl.dense.PackedNetwork;
import io.granger.rl.dense.ScoringNetwork;
import java.util.Map;

/**
 * A network fitted to a log. When a step was refused the fit ended there, and the network is as it was before that step.
 *
 * <p>Not thread-safe: confine it to one thread.
 */
public final class Fitted {

    private final ScoringModel model;
    private final GoldenChoices golden;
    private final Map<String, String> hyperParameters;
    private final StepReport last;

    Fitted(ScoringModel model, GoldenChoices golden, Map<String, String> hyperParameters, StepReport last) {
        this.model = model;
        this.golden = golden;
        this.hyperParameters = Map.copyOf(hyperParameters);
        this.last = last;
    }

    /** The last step: applied when the fit went through. */
    public StepReport last() {
        return last;
    }

    /** The network. */
    public ScoringNetwork network() {
        return model.network();
    }

    /** The network with choices of the log to check it by. */
    public PackedNetwork pack(String layout) {
        return golden.pack(model, layout, hyperParameters);
    }
}
