package io.granger.rl.dense;

import java.util.List;

/** Networks small enough to be scored by hand. */
final class Networks {

    static final ScoringShape TINY = new ScoringShape(2, List.of(2), 1, List.of(2), Activation.RELU);

    private Networks() {}

    /**
     * Trunk {@code h = relu(x1, x2 - x1)}; head {@code g = relu(h1 + 2 c, h2 - c + 1)}; score {@code g1 - 3 g2 + .5}.
     */
    static ScoringNetwork tiny() {
        return ScoringNetwork.of(TINY, new float[] {
            1,
            -1,
            0,
            1, // trunk weight by row
            0,
            0, // trunk bias
            1,
            0,
            0,
            1, // head over the trunk
            2,
            -1, // head over the candidate
            0,
            1, // its bias
            1,
            -3, // last weight
            0.5f // last bias
        });
    }
}
