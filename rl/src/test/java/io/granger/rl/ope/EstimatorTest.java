package io.granger.rl.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EstimatorTest {

    /** Weights 4, .5, 0; rewards 1, 0, 1; model of the chosen .5, .25, .5; model of the target .5, .375, .75. */
    private static final ChoiceLog THREE = new ChoiceLog(List.of(
            new LoggedChoice(0, 1, .25, new double[] {1, 0}, new double[] {.5, .5}),
            new LoggedChoice(1, 0, 1, new double[] {.5, .5}, new double[] {.5, .25}),
            new LoggedChoice(0, 1, .5, new double[] {0, 1}, new double[] {.5, .75})));

    @ParameterizedTest
    @CsvSource({
        "ipw, 1.3333333333333333", // (4 + 0 + 0) / 3
        "snipw, .8888888888888888", // 4 / 4.5
        "dm, .5416666666666666", // (.5 + .375 + .75) / 3
        "dr, 1.1666666666666667", // dm + (4 * .5 - .5 * .25 + 0) / 3 = .541667 + .625
        "sndr, .9583333333333333", // dm + 1.875 / 4.5
        "ipw_clip_2, .6666666666666666", // 2 / 3
        "dr_clip_2, .8333333333333333", // dm + (2 * .5 - .125) / 3
        "switch_dr_2, .5", // dm - .125 / 3
        "dros_2, .5787037037037037", // weights 8/18 and 1/2.25: dm + (.2222 - .1111) / 3
        "sg_ipw_0.5, .5333333333333333", // 4 / 2.5 / 3
    })
    void estimate_threeChoices(String name, double byHand) {
        assertThat(named(name).estimate(THREE)).isCloseTo(byHand, within(1e-12));
    }

    @Test
    void effectiveSampleSize_threeChoices() {
        assertThat(THREE.effectiveSampleSize()).isCloseTo(4.5 * 4.5 / 16.25, within(1e-12));
        assertThat(THREE.meanWeight()).isCloseTo(1.5, within(1e-12));
        assertThat(THREE.largestWeight()).isEqualTo(4);
    }

    /** 40 logs of 2,000 choices each: the mean estimate within 4 standard errors, or within .02 for the biased ones. */
    @ParameterizedTest
    @MethodSource
    void estimate_syntheticLogOfKnownValue(Estimator estimator) {
        double sum = 0;
        double squares = 0;
        int logs = 40;
        for (int seed = 0; seed < logs; seed++) {
            double estimate = estimator.estimate(synthetic(new SplittableRandom(seed), 2_000, .1));
            sum += estimate;
            squares += estimate * estimate;
        }
        double mean = sum / logs;
        double error = Math.sqrt((squares / logs - mean * mean) / logs);

        assertThat(mean).isCloseTo(SYNTHETIC_VALUE, within(4 * error + 1e-3));
    }

    static Stream<Estimator> estimate_syntheticLogOfKnownValue() {
        return Stream.of(
                new InversePropensity(),
                new SelfNormalized(),
                new DoublyRobust(),
                new SelfNormalizedDoublyRobust(),
                new SwitchDoublyRobust(Limit.parse("10")),
                new ShrunkDoublyRobust(Limit.parse("100000")));
    }

    @Test
    void directMethod_modelThatIsOffByATenth() {
        double estimate = new DirectMethod().estimate(synthetic(new SplittableRandom(3), 2_000, .1));

        assertThat(estimate).isCloseTo(SYNTHETIC_VALUE + .1, within(.02));
    }

    @Test
    void crossFit_contextDecidesTheReward() {
        ChoiceLog log = synthetic(new SplittableRandom(5), 4_000, 0);
        List<LoggedChoice> bare = log.choices().stream()
                .map(choice -> choice.withModel(new double[0]))
                .toList();

        ChoiceLog fitted = CrossFit.ridge(new ChoiceLog(bare), (row, action) -> {
            double context = log.choices().get(row).target(0) > .5 ? 1 : 0;
            return action == 0 ? new double[] {1, context, 0, 0} : new double[] {0, 0, 1, context};
        });

        assertThat(new DirectMethod().estimate(fitted)).isCloseTo(SYNTHETIC_VALUE, within(.03));
        for (int i = 0; i < 100; i++) {
            LoggedChoice choice = fitted.choices().get(i);
            double expected = choice.target(0) > .5 ? .8 : .3;
            assertThat(choice.modelOf(0)).isCloseTo(expected, within(.06));
        }
    }

    @Property(seed = "1", tries = 100)
    void selfNormalized_addingAConstant(@ForAll @IntRange(min = 0, max = 100_000) int seed) {
        ChoiceLog log = synthetic(new SplittableRandom(seed), 50, 0);
        List<LoggedChoice> halved = new ArrayList<>();
        for (LoggedChoice c : log.choices()) {
            double[] target = {c.target(0), c.target(1)};
            halved.add(new LoggedChoice(c.action(), .25 + c.reward() / 2, c.propensity(), target, new double[0]));
        }
        double expected = .25 + new SelfNormalized().estimate(log) / 2;

        assertThat(new SelfNormalized().estimate(new ChoiceLog(halved))).isCloseTo(expected, within(1e-9));
    }

    @Test
    void loggedChoice_badValues() {
        double[] target = {.5, .5};
        double[] none = {};
        assertThatThrownBy(() -> new LoggedChoice(2, 1, .5, target, none))
                .hasMessage("action must be in [0, 2), the actions of the target, is 2");
        assertThatThrownBy(() -> new LoggedChoice(0, 1.5, .5, target, none))
                .hasMessage("reward must be in [0, 1], is 1.5");
        assertThatThrownBy(() -> new LoggedChoice(0, Double.NaN, .5, target, none))
                .hasMessage("reward must be in [0, 1], is NaN");
        assertThatThrownBy(() -> new LoggedChoice(0, 1, 0, target, none))
                .hasMessage("propensity must be in (0, 1], is 0.0");
        assertThatThrownBy(() -> new LoggedChoice(0, 1, .5, new double[] {.5, .6}, none))
                .hasMessageStartingWith("target probabilities must sum to 1");
        assertThatThrownBy(() -> new LoggedChoice(0, 1, .5, target, new double[] {1}))
                .hasMessage("model must value 2 actions, values 1");
        assertThatThrownBy(() -> new ChoiceLog(List.of())).hasMessage("a log must have at least 1 choice, has 0");
    }

    @Test
    void limit_badText() {
        assertThatThrownBy(() -> Limit.parse("-1")).hasMessage("limit must be a number above 0, is -1");
        assertThatThrownBy(() -> Limit.parse("ten")).hasMessage("limit must be a number above 0, is ten");
    }

    /** Half the rows reward actions .8 and .4, half .3 and .6; the target takes the better one nine times of ten. */
    private static final double SYNTHETIC_VALUE = .5 * (.9 * .8 + .1 * .4) + .5 * (.1 * .3 + .9 * .6);

    private static ChoiceLog synthetic(SplittableRandom random, int rows, double modelError) {
        List<LoggedChoice> choices = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            boolean first = random.nextBoolean();
            double[] means = first ? new double[] {.8, .4} : new double[] {.3, .6};
            double[] target = first ? new double[] {.9, .1} : new double[] {.1, .9};
            double behaviour = first ? .3 : .6;
            int action = random.nextDouble() < behaviour ? 0 : 1;
            double reward = random.nextDouble() < means[action] ? 1 : 0;
            double[] model = {means[0] + modelError, means[1] + modelError};
            choices.add(new LoggedChoice(action, reward, action == 0 ? behaviour : 1 - behaviour, target, model));
        }
        return new ChoiceLog(choices);
    }

    private static Estimator named(String name) {
        List<Limit> limits = Stream.of("2", "0.5").map(Limit::parse).toList();
        return OffPolicyReport.estimators(limits).stream()
                .filter(estimator -> estimator.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
