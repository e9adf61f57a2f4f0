package io.granger.routing.simulation.budget;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.granger.routing.simulation.FeatureColumn;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TreeFeaturesTest {

    @Test
    void of_numbersAndCategories_areNumbersAndPlacesInTheAlphabet() {
        double[][] features = TreeFeatures.of(
                List.of(
                        new FeatureColumn.Numeric("size", new double[] {4, Double.NaN}),
                        new FeatureColumn.Category("kind", List.of("pdf", "image"))),
                2);
        assertArrayEquals(new double[][] {{4, 1}, {Double.NaN, 0}}, features);
    }

    @Test
    void of_missingCategory_isMissing() {
        double[][] features = TreeFeatures.of(List.of(new FeatureColumn.Category("kind", List.of("", "b"))), 2);
        assertArrayEquals(new double[] {Double.NaN}, features[0]);
    }

    @Test
    void of_text_countsItsWordsAndItsLength() {
        double[][] features = TreeFeatures.of(List.of(new FeatureColumn.Text("title", List.of("One two, ONE!"))), 1);
        assertEquals(13, features[0][64]);
        assertEquals(3, Arrays.stream(features[0], 0, 64).sum());
        assertEquals(1, TreeFeatures.of(List.of(), 1).length);
    }
}
