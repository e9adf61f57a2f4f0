package io.granger.rl.forest;

/**
 * How a {@link RegressionForest} is grown.
 *
 * @param trees number of trees, at least 1
 * @param rowShare share of the rows each tree is grown on, drawn without replacement, in (0, 1]
 * @param featureShare share of the features tried at each split, in (0, 1]; never fewer than one
 * @param minLeaf fewest rows of a leaf, at least 1
 */
public record ForestSettings(int trees, double rowShare, double featureShare, int minLeaf) {

    /** Refuses what is out of range. */
    public ForestSettings {
        requireAtLeastOne("trees", trees);
        requireShare("rowShare", rowShare);
        requireShare("featureShare", featureShare);
        requireAtLeastOne("minLeaf", minLeaf);
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, is " + value);
        }
    }

    private static void requireShare(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in (0, 1], is " + value);
        }
    }
}
