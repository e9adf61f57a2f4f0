package io.granger.examples.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.granger.examples.adapter.IntentClassifier.Guess;
import org.junit.jupiter.api.Test;

class IntentClassifierTest {

    /** By hand: "play" 2 of 3 words against 0 of 3, each plus one over 3 + 4 + 1: 3/8 against 1/8, the texts being even. */
    @Test
    void guess_byHand() {
        IntentClassifier classifier = new IntentClassifier();
        classifier.learn("music", "Play, play jazz!");
        classifier.learn("weather", "rain or jazz");
        Guess guess = classifier.guess("play");
        assertThat(guess.intent()).isEqualTo("music");
        assertThat(guess.confidence()).isEqualTo(0.75, within(1e-12));
        assertThat(classifier.guess("play chess").knownWords()).isEqualTo(0.5);
    }

    @Test
    void guess_nothingLearnt_refused() {
        assertThatIllegalStateException().isThrownBy(() -> new IntentClassifier().guess("play"));
    }
}
