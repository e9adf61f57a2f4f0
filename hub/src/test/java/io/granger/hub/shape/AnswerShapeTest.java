package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.task.FailureClass;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerShapeTest {
    private static void malformed(@Nullable Object body, String fragment) {
        SpokeAnswer answer = AnswerShape.read(body);
        assertThat(answer).isInstanceOf(SpokeAnswer.Error.class);
        SpokeAnswer.Error error = (SpokeAnswer.Error) answer;
        assertThat(error.failureClass()).isEqualTo(FailureClass.INTERNAL);
        assertThat(error.retryable()).isFalse();
        assertThat(error.message()).startsWith("the answer is malformed: ").contains(fragment);
    }

    @Test
    void read_output() {
        assertThat(AnswerShape.read(new JsonObject("{\"output\":{\"a\":1}}")))
                .isEqualTo(new SpokeAnswer.Output(
                        new JsonObject("{\"a\":1}"), "{\"a\":1}", OptionalDouble.empty(), OptionalDouble.empty()));
        assertThat(AnswerShape.read(new JsonObject("{\"output\":{},\"quality\":0.5,\"cost\":2}")))
                .isEqualTo(new SpokeAnswer.Output(new JsonObject(), "{}", OptionalDouble.of(.5), OptionalDouble.of(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "invalid-input, INVALID_INPUT, false",
        "unavailable, UNAVAILABLE, true",
        "timeout, TIMEOUT, true",
        "resource, RESOURCE, true",
        "internal, INTERNAL, true"
    })
    void read_error_retryableAsItsClassWhenNotSaid(String word, FailureClass failureClass, boolean retryable) {
        JsonObject error = new JsonObject().put("class", word).put("message", "m\nn");
        assertThat(AnswerShape.read(new JsonObject().put("error", error)))
                .isEqualTo(new SpokeAnswer.Error(failureClass, "m n", retryable));
        error.put("retryable", !retryable);
        assertThat(AnswerShape.read(new JsonObject().put("error", error)))
                .isEqualTo(new SpokeAnswer.Error(failureClass, "m n", !retryable));
    }

    @Test
    void read_malformed() {
        malformed(null, "required");
        malformed("{oops", "not JSON at 1:");
        malformed(17, "got Integer");
        malformed(new JsonArray(), "got JsonArray");
        malformed(new JsonObject(), "neither output nor error");
        malformed(new JsonObject("{\"output\":{},\"error\":{\"class\":\"internal\"}}"), "both output and error");
        malformed(new JsonObject("{\"output\":[1]}"), "output must be an object, got a list of 1");
        malformed(new JsonObject("{\"output\":{},\"quality\":1.01}"), "quality must be a number from 0 to 1, got 1.01");
        malformed(new JsonObject("{\"output\":{},\"cost\":-1}"), "cost must be");
        malformed(new JsonObject("{\"error\":{}}"), "error.class is required");
        malformed(new JsonObject("{\"error\":{\"class\":\"intern\"}}"), "did you mean \"internal\"?");
        malformed(new JsonObject("{\"error\":\"broken\"}"), "error must be an object");
        malformed(new JsonObject().put("output", new JsonObject().put("a", Double.NaN)), "output.a must be a finite");
    }

    @Test
    void read_outputAtTheLimit() {
        String text = "x".repeat(Limits.STEP_OUTPUT_BYTES - "{\"a\":\"\"}".length());
        assertThat(AnswerShape.read(new JsonObject().put("output", new JsonObject().put("a", text))))
                .isInstanceOf(SpokeAnswer.Output.class);
        malformed(
                new JsonObject().put("output", new JsonObject().put("a", text + "x")),
                "output must have at most 1048576 bytes, got 1048577");
    }

    @Test
    void read_longMessage_isCut() {
        JsonObject error = new JsonObject().put("class", "internal").put("message", "m".repeat(5000));
        assertThat(((SpokeAnswer.Error) AnswerShape.read(new JsonObject().put("error", error))).message())
                .hasSize(1000);
    }

    @Test
    void read_fieldsOfALaterVersion_ignoredAndTold() {
        List<String> ignored = new ArrayList<>();
        AnswerShape.read(new JsonObject("{\"output\":{},\"tokens\":7}"), ignored::add);
        assertThat(ignored).containsExactly("tokens");
    }

    @ParameterizedTest
    @CsvSource({
        "RECIPIENT_FAILURE, 400, INVALID_INPUT, false",
        "RECIPIENT_FAILURE, 499, INVALID_INPUT, false",
        "RECIPIENT_FAILURE, 399, INTERNAL, true",
        "RECIPIENT_FAILURE, 500, INTERNAL, true",
        "RECIPIENT_FAILURE, -1, INTERNAL, true",
        "NO_HANDLERS, -1, UNAVAILABLE, true",
        "TIMEOUT, -1, TIMEOUT, true",
        "ERROR, -1, INTERNAL, true"
    })
    void failure_asTheContractSays(ReplyFailure kind, int code, FailureClass failureClass, boolean retryable) {
        SpokeAnswer.Error error = AnswerShape.failure(new ReplyException(kind, code, "why"));
        assertThat(error.failureClass()).isEqualTo(failureClass);
        assertThat(error.retryable()).isEqualTo(retryable);
    }

    @Test
    void failure_ofAnotherKind() {
        assertThat(AnswerShape.failure(new IllegalStateException("boom")))
                .isEqualTo(new SpokeAnswer.Error(FailureClass.INTERNAL, "boom", true));
    }
}
