package io.granger.hub.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.hub.LiveHub;
import io.granger.hub.cluster.BusMembers;
import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a hub that does not know a task learns from the others. One bus for all of them; who is there the test says. */
class MembersTest {
    private static final ApiError NOT_HERE = ApiError.of(ErrorCode.TASK_UNKNOWN, "no task t-1");

    private final Vertx vertx = Vertx.vertx();
    private final Set<String> hubs = new TreeSet<>();

    /** Those that the cluster has. */
    private final class There implements BusMembers {
        @Override
        public Set<String> hubs() {
            return hubs;
        }

        @Override
        public Future<Set<String>> listeningAt(String address) {
            return Future.succeededFuture(hubs);
        }

        @Override
        public boolean areGone(Set<String> names) {
            return hubs.stream().noneMatch(names::contains);
        }

        @Override
        public void onLeft(Runnable told) {
            // Nobody leaves here.
        }

        @Override
        public void onReunion(Runnable told) {
            // Nor are any parted.
        }
    }

    @AfterEach
    void close() {
        LiveHub.wait(vertx.close());
    }

    private Members hub(String name) {
        hubs.add(name);
        return new Members(vertx, name, Optional.of(new There()));
    }

    private void answers(String name, Future<JsonObject> answer) {
        LiveHub.wait(hub(name).answer((operation, body) -> operation.equals("tasks.get") ? answer : refusal("?")));
    }

    private static Future<JsonObject> refusal(String why) {
        return Future.failedFuture(ApiError.of(ErrorCode.NOT_FOUND, why));
    }

    private static ApiError asked(Members hub) {
        var answer = hub.ask("tasks.get", new JsonObject().put("taskId", "t-1"), NOT_HERE);
        return LiveHub.wait(answer.map(json -> ApiError.of(ErrorCode.NOT_FOUND, json.encode()))
                .otherwise(ApiError::of));
    }

    @Test
    void otherThatNobodyHeardFrom_isAskedAllTheSame() {
        var one = hub("one");
        answers("two", Future.succeededFuture(new JsonObject().put("taskId", "t-1")));

        var answer = LiveHub.wait(one.ask("tasks.get", new JsonObject().put("taskId", "t-1"), NOT_HERE));

        assertThat(answer).isEqualTo(new JsonObject().put("taskId", "t-1"));
    }

    @Test
    void othersThatKnowNothing_leaveItUnknown() {
        var one = hub("one");
        answers("two", Future.failedFuture(NOT_HERE));
        answers("three", Future.failedFuture(NOT_HERE));

        assertThat(asked(one)).isSameAs(NOT_HERE);
    }

    @Test
    void otherThatIsThereAndSilent_mayKnow_soNobodySaysThatThereIsNone() {
        var one = hub("one");
        hub("silent");
        answers("two", Future.failedFuture(NOT_HERE));

        var refusal = asked(one);

        assertThat(refusal.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(refusal).hasMessage("no task t-1 is known here, and hub silent does not answer now");
        assertThat(refusal.toJson().getJsonObject("error").getInteger("retryAfter"))
                .isEqualTo(1);
    }

    @Test
    void otherThatWillNotSay_standsAgainstThoseThatKnowNothing() {
        var one = hub("one");
        answers("a", Future.failedFuture(ApiError.of(ErrorCode.OUTCOME_UNKNOWN, "its owner does not answer")));
        answers("b", Future.failedFuture(NOT_HERE));

        assertThat(asked(one).code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(asked(one)).hasMessage("its owner does not answer");
    }

    @Test
    void refusalOfAHubThatKnowsTheTask_isTheAnswer() {
        var one = hub("one");
        answers("two", Future.failedFuture(ApiError.of(ErrorCode.TASK_NOT_OPEN, "task t-1 is completed")));

        assertThat(asked(one).code()).isEqualTo(ErrorCode.TASK_NOT_OPEN);
    }

    @Test
    void alone_nobodyIsAsked() {
        var alone = new Members(vertx, "one", Optional.empty());
        answers("two", Future.succeededFuture(new JsonObject()));

        assertThat(alone.areOthers()).isFalse();
        assertThat(asked(alone)).isSameAs(NOT_HERE);
    }
}
