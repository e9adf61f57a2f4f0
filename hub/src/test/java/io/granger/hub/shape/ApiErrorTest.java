package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class ApiErrorTest {
    private static final ApiError ERROR = ApiError.at(ErrorCode.BAD_VALUE, "priority", "must be 1 to 5, got 9");

    @Test
    void toJson_withField() {
        assertThat(ERROR.toJson()).isEqualTo(new JsonObject("""
                {"error":{"code":"bad-value","message":"priority must be 1 to 5, got 9","field":"priority"}}"""));
    }

    @Test
    void toProblem_withField() {
        assertThat(ERROR.toProblem()).isEqualTo(new JsonObject("""
                {"type":"urn:granger:error:bad-value","title":"Bad value","status":400,"code":"bad-value",
                 "detail":"priority must be 1 to 5, got 9","field":"priority"}"""));
    }

    @Test
    void toReply_statusAndJson() {
        ReplyException reply = ERROR.toReply();
        assertThat(reply.failureCode()).isEqualTo(400);
        assertThat(new JsonObject(reply.getMessage())).isEqualTo(ERROR.toJson());
    }

    @Test
    void of_replyReadAgain() {
        ApiError busy =
                ApiError.of(ErrorCode.OVERLOADED, "too many tasks are open").retryAfter(3);
        assertThat(ApiError.of(busy.toReply()).toJson()).isEqualTo(busy.toJson());
        assertThat(ApiError.of(busy.toReply()).retryAfterSeconds()).contains(3L);
        assertThat(ApiError.of(ERROR.toReply()).detail()).isEqualTo("must be 1 to 5, got 9");
    }

    @Test
    void of_otherFailure_saysNothingOfTheInside() {
        ApiError error = ApiError.of(new IllegalStateException("secret place"));
        assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(error.getMessage()).doesNotContain("secret");
    }

    @Test
    void of_replyThatIsNoError() {
        assertThat(ApiError.of(new ReplyException(ReplyFailure.TIMEOUT, "late")).code())
                .isEqualTo(ErrorCode.INTERNAL);
        assertThat(ApiError.of(new ReplyException(ReplyFailure.RECIPIENT_FAILURE, 1, "{broken"))
                        .code())
                .isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void under_fieldsAndItems() {
        assertThat(ERROR.under("task").field()).contains("task.priority");
        assertThat(ApiError.at(ErrorCode.BAD_VALUE, "[2]", "x").under("steps").field())
                .contains("steps[2]");
    }
}
