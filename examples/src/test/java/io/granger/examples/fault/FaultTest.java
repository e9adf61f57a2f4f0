package io.granger.examples.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.granger.sdk.Answer;
import io.granger.sdk.Calls;
import io.granger.sdk.ErrorClass;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultTest {

    @Test
    void fails_sameSeedPlaceAndTry_isTheSameEveryTime() {
        FaultPlan one = failing(7, .5);
        FaultPlan again = failing(7, .5);

        for (int place = 0; place < 100; place++) {
            assertThat(one.fails("a", place, 1)).isEqualTo(again.fails("a", place, 1));
        }
    }

    @Test
    void fails_shareOfAFifth_isMetOverTenThousandPlaces() {
        FaultPlan plan = failing(1, .2);

        long failures = IntStream.range(0, 10_000)
                .filter(place -> plan.fails("a", place, 1))
                .count();

        // Four standard errors of a share of .2 over 10,000.
        assertThat(failures / 10_000.0).isCloseTo(.2, within(.016));
    }

    @Test
    void fails_secondTry_isDrawnAnew() {
        FaultPlan plan = failing(1, .5);

        long bothAlike = IntStream.range(0, 1_000)
                .filter(place -> plan.fails("a", place, 1) == plan.fails("a", place, 2))
                .count();

        assertThat(bothAlike).isBetween(430L, 570L);
    }

    @Test
    void at_outsideOfItsSpan_nothingIsInForce() {
        FaultPlan plan = FaultPlan.of(1, List.of(new Fault.Slow("a", new Span(10, 20), 300)));

        assertThat(plan.extraMs("a", 9)).isZero();
        assertThat(plan.extraMs("a", 10)).isEqualTo(300);
        assertThat(plan.extraMs("a", 19)).isEqualTo(300);
        assertThat(plan.extraMs("a", 20)).isZero();
        assertThat(plan.extraMs("b", 15)).isZero();
        assertThat(plan.at(-1)).isEmpty();
    }

    @Test
    void standard_fourHundredDocuments_skimmerIsAwayForAStretchAndBackAtTheEnd() {
        FaultPlan plan = FaultPlan.standard(1, 400);

        assertThat(plan.awayAt(279)).isEmpty();
        assertThat(plan.awayAt(280)).containsExactly("pdfbox-skim");
        assertThat(plan.awayAt(339)).containsExactly("pdfbox-skim");
        assertThat(plan.awayAt(340)).isEmpty();
        assertThat(plan.at(399)).isEmpty();
    }

    @Test
    void standard_endlessRun_comesBackEveryTwoHundredDocuments() {
        FaultPlan plan = FaultPlan.standard(1, 0);

        assertThat(plan.awayAt(140)).containsExactly("pdfbox-skim");
        assertThat(plan.awayAt(2_140)).containsExactly("pdfbox-skim");
        assertThat(plan.awayAt(2_199)).isEmpty();
    }

    @Test
    void handler_failingSpoke_answersUnavailableWithoutDoingTheWork() throws Exception {
        FaultyHandler handler = new FaultyHandler(
                "a",
                call -> {
                    throw new AssertionError("not to be called");
                },
                failing(1, 1));

        Answer answer = handler.answer(Calls.of("x", new JsonObject().put("position", 5)));

        assertThat(((Answer.Error) answer).errorClass()).isEqualTo(ErrorClass.UNAVAILABLE);
        assertThat(((Answer.Error) answer).retryable()).isTrue();
    }

    @Test
    void handler_taskWithoutAPlace_meetsNoFault() throws Exception {
        FaultyHandler handler = new FaultyHandler("a", call -> Answer.output("done", true), failing(1, 1));

        assertThat(handler.answer(Calls.of("x", new JsonObject()))).isEqualTo(Answer.output("done", true));
    }

    @Test
    void span_endBeforeStart_isRefused() {
        assertThatThrownBy(() -> new Span(5, 5)).hasMessage("a span must have 0 <= from < to, is 5 to 5");
    }

    private static FaultPlan failing(long seed, double share) {
        return FaultPlan.of(seed, List.of(new Fault.Failing("a", new Span(0, 10_000), share)));
    }
}
