package io.granger.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashedTextTest {

    private static final HashedText HASHED = new HashedText();

    @Test
    void of_oneWord_onePlaceOfSize1() {
        float[] features = HASHED.of("extract");
        assertThat(features).hasSize(64);
        assertThat(IntStream.range(0, 64).filter(i -> features[i] != 0).count()).isEqualTo(1);
        assertThat(dot(features, features)).isEqualTo(1, within(1e-6));
    }

    @Test
    void of_caseAndPunctuation_doNotMatter() {
        assertThat(HASHED.of("Extract, the TEXT!")).isEqualTo(HASHED.of("extract the text"));
    }

    @Test
    void of_noWord_allZero() {
        assertThat(HASHED.of(" -- ")).containsOnly(0);
    }

    /** Two texts that share half their words look half alike: 400 words in 4,096 places, so collisions are few. */
    @Test
    void of_halfTheWordsInCommon() {
        HashedText wide = new HashedText(4096);
        assertThat(dot(wide.of(words(0, 200)), wide.of(words(100, 300)))).isEqualTo(0.5, within(0.1));
    }

    /** Signs make collisions cancel: texts with no word in common are orthogonal on average, over 200 pairs in 64 places. */
    @Test
    void of_nothingInCommon_orthogonalOnAverage() {
        double sum = 0;
        for (int i = 0; i < 200; i++) {
            sum += dot(HASHED.of(words(40 * i, 40 * i + 20)), HASHED.of(words(40 * i + 20, 40 * i + 40)));
        }
        // one pair's product has a standard deviation of about 1 / 8
        assertThat(sum / 200).isEqualTo(0, within(0.03));
    }

    @Test
    void buckets_none_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HashedText(0)).withMessageContaining("are 0");
    }

    private static String words(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append("word").append(i).append(' ');
        }
        return text.toString();
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
