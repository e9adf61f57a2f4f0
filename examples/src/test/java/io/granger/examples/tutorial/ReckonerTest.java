package io.granger.examples.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.examples.tutorial.Question.Kind;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReckonerTest {
    private static Question sum(Integer... numbers) {
        return new Question(Kind.SUM, List.of(numbers));
    }

    private static Question product(int one, int other) {
        return new Question(Kind.PRODUCT, List.of(one, other));
    }

    @Test
    void abacus_addsWhateverWasAsked() {
        assertThat(Reckoner.ABACUS.answer(sum(17, 25, 300), false)).isEqualTo(342);
        assertThat(Reckoner.ABACUS.answer(product(17, 25), false)).isEqualTo(42);
    }

    @Test
    void abacus_broken_doesNotCarry() {
        // 17 + 25: 7 + 5 leaves 2 and carries nothing, 1 + 2 is 3
        assertThat(Reckoner.ABACUS.answer(sum(17, 25), true)).isEqualTo(32);
        assertThat(Reckoner.ABACUS.answer(sum(11, 25), true)).isEqualTo(36);
        assertThat(Reckoner.ABACUS.answer(sum(500, 500), true)).isZero();
    }

    @Test
    void slideRule_hasThreeDigits() {
        assertThat(Reckoner.SLIDE_RULE.answer(product(27, 37), false)).isEqualTo(999);
        assertThat(Reckoner.SLIDE_RULE.answer(product(31, 37), false)).isEqualTo(1_150);
        assertThat(Reckoner.SLIDE_RULE.answer(sum(300, 300, 300, 104), false)).isEqualTo(1_000);
    }

    @Test
    void questions_eachSpokeIsRightOnItsShareOfThem() {
        var random = new SplittableRandom(1);
        var questions =
                Stream.generate(() -> Question.draw(random)).limit(20_000).toList();

        // Sums are 85 of 100; among 20,000 a share is known to .01 with more than four standard errors.
        assertThat(right(Reckoner.ABACUS, questions)).isBetween(.84, .87);
        assertThat(right(Reckoner.APPRENTICE, questions)).isBetween(.656, .677);
        assertThat(right(Reckoner.SLIDE_RULE, questions)).isBetween(.7, .85);
    }

    private static double right(Reckoner who, List<Question> questions) {
        return questions.stream()
                        .filter(q -> who.answer(q, false) == q.answer())
                        .count()
                / (double) questions.size();
    }
}
