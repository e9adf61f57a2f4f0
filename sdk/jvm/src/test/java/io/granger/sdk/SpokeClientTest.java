package io.granger.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpokeClientTest {

    /** Limits end a test that hangs; no test depends on them. */
    private static final Duration LIMIT = Duration.ofSeconds(180);

    private Vertx vertx;
    private RegistrationDesk desk;
    private SpokeClient client;

    @BeforeEach
    void open() throws Exception {
        vertx = Vertx.vertx();
        desk = done(new RegistrationDesk(vertx).open());
        client = SpokeClient.on(vertx);
    }

    @AfterEach
    void close() throws Exception {
        done(vertx.close());
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static SpokeDescription greeter() {
        return SpokeDescription.named("hello", "1.2.3")
                .capability(CapabilityDescription.named("greet")
                        .accepting("text/plain", "text/html")
                        .producing("text/greeting")
                        .takingMs(5)
                        .costing(.5))
                .concurrency(2)
                .label("site", "test");
    }

    private static SpokeDescription greeter(Function<Call, Future<Answer>> handler) {
        return greeter().handler(handler);
    }

    private JsonObject greet(ServedSpoke spoke) throws Exception {
        return done(desk.call(spoke.address(), RegistrationDesk.callOf("greet", new JsonObject().put("name", "Ada"))));
    }

    @Test
    void serve_describedSpoke_registersWithEverythingTheHubNeeds() throws Exception {
        ServedSpoke spoke = done(client.serve(greeter(call -> Future.succeededFuture(Answer.output("a", 1)))));

        JsonObject told = desk.registrations().getFirst();
        assertThat(told.getString("address")).startsWith("spoke.hello.").isEqualTo(spoke.address());
        assertThat(told.copy().put("address", "A")).isEqualTo(new JsonObject("""
                        {"name":"hello","version":"1.2.3","address":"A","concurrency":2,"labels":{"site":"test"},
                         "capabilities":[{"name":"greet","accepts":["text/plain","text/html"],"produces":"text/greeting",
                           "effects":"none","expectedMs":5,"cost":0.5}]}"""));
        assertThat(spoke.spokeId()).hasValueSatisfying(id -> assertThat(id).startsWith("hello@1.2.3#"));
    }

    @Test
    void call_asyncHandler_answersWithOutputQualityAndCost() throws Exception {
        ServedSpoke spoke = done(client.serve(greeter(call -> Future.succeededFuture(
                Answer.output("text", "hello " + call.input().getString("name"))
                        .withQuality(.5)
                        .withCost(2)))));

        assertThat(greet(spoke))
                .isEqualTo(new JsonObject("{\"output\":{\"text\":\"hello Ada\"},\"quality\":0.5,\"cost\":2.0}"));
    }

    @Test
    void call_blockingHandler_worksOnAThreadOfTheSpoke() throws Exception {
        ServedSpoke spoke = done(client.serve(greeter()
                .blocking(call -> Answer.output("thread", Thread.currentThread().getName()))));

        assertThat(greet(spoke).getJsonObject("output").getString("thread")).startsWith("spoke-hello-");
    }

    @Test
    void call_handlerThrows_isInternalRetryableWithoutStackTrace() throws Exception {
        ServedSpoke spoke = done(client.serve(greeter().blocking(call -> {
            throw new IllegalStateException("disk\n  on fire");
        })));

        assertThat(greet(spoke)).isEqualTo(new JsonObject("""
                        {"error":{"class":"internal","message":"IllegalStateException: disk on fire","retryable":true}}"""));
    }

    @Test
    void call_handlerOverflowsTheStack_isResource() throws Exception {
        ServedSpoke spoke = done(client.serve(greeter().blocking(call -> Answer.output("depth", endless(1)))));

        assertThat(greet(spoke).getJsonObject("error").getString("class")).isEqualTo("resource");
    }

    private static int endless(int depth) {
        return depth == Integer.MAX_VALUE ? depth : endless(depth + 1) + 1;
    }

    @Test
    void call_invalidInput_isNotRetryable() throws Exception {
        ServedSpoke spoke = done(client.serve(greeter().blocking(call -> Answer.invalidInput("no name"))));

        assertThat(greet(spoke))
                .isEqualTo(new JsonObject(
                        "{\"error\":{\"class\":\"invalid-input\",\"message\":\"no name\",\"retryable\":false}}"));
    }

    @Test
    void call_blockingHandlerPastItsDeadline_isTimeoutAndInterrupted() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        ServedSpoke spoke = done(client.serve(greeter().blocking(call -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted.countDown();
            }
            return Answer.output("too", "late");
        })));

        JsonObject call = RegistrationDesk.callOf("greet", new JsonObject()).put("deadlineMs", 30);
        JsonObject answer = done(desk.call(spoke.address(), call));

        assertThat(answer.getJsonObject("error").getString("class")).isEqualTo("timeout");
        assertThat(interrupted.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void call_capabilityItDoesNotHave_isRefusedByName() throws Exception {
        ServedSpoke spoke = done(client.serve(greeter().blocking(call -> Answer.output("a", 1))));

        JsonObject answer = done(desk.call(spoke.address(), RegistrationDesk.callOf("sing", new JsonObject())));

        assertThat(answer.getJsonObject("error").getString("message")).isEqualTo("this spoke has no capability sing");
        assertThat(answer.getJsonObject("error").getBoolean("retryable")).isFalse();
    }

    @Test
    void call_bodyOfAnotherShape_isInvalidInput() throws Exception {
        ServedSpoke spoke = done(client.serve(greeter().blocking(call -> Answer.output("a", 1))));

        JsonObject answer = done(desk.call(
                spoke.address(), new JsonObject().put("capability", "greet").put("input", "text")));

        assertThat(answer.getJsonObject("error").getString("class")).isEqualTo("invalid-input");
        assertThat(answer.getJsonObject("error").getString("message"))
                .isEqualTo("field input of a call must be a JsonObject, is String");
    }

    @Test
    void call_moreThanTwiceItsConcurrency_isResource() throws Exception {
        Promise<Answer> later = Promise.promise();
        ServedSpoke spoke = done(client.serve(greeter(call -> later.future())));
        JsonObject call = RegistrationDesk.callOf("greet", new JsonObject());
        for (int i = 0; i < 4; i++) {
            desk.call(spoke.address(), call);
        }

        JsonObject fifth = done(desk.call(spoke.address(), call));

        assertThat(fifth.getJsonObject("error").getString("class")).isEqualTo("resource");
        later.complete(Answer.output("a", 1));
    }

    @Test
    void heartbeat_hubForgotTheSpoke_registersAgain() throws Exception {
        done(client.serve(greeter().blocking(call -> Answer.output("a", 1))));
        await().atMost(LIMIT).until(() -> desk.heartbeats() > 1);

        desk.forgetEverybody();

        await().atMost(LIMIT).until(() -> desk.registered() == 1);
        assertThat(desk.registrations()).hasSizeGreaterThan(1);
    }

    @Test
    void serve_nameTaken_isAskedForAgainUntilFree() throws Exception {
        desk.refuseWith(409);
        Future<ServedSpoke> serving = client.serve(greeter().blocking(call -> Answer.output("a", 1)));
        await().atMost(LIMIT).until(() -> desk.registrations().size() > 1);
        assertThat(serving.isComplete()).isFalse();

        desk.refuseNobody();

        assertThat(done(serving).spokeId()).isPresent();
    }

    @Test
    void serve_refusedForItsShape_failsAndLeavesNoConsumer() throws Exception {
        desk.refuseWith(400);

        assertThatThrownBy(() -> done(client.serve(greeter().blocking(call -> Answer.output("a", 1)))))
                .isInstanceOf(ReplyException.class);

        assertThat(client.served()).isEmpty();
        String address = desk.registrations().getFirst().getString("address");
        assertThatThrownBy(() -> done(desk.call(address, new JsonObject())))
                .extracting(e -> ((ReplyException) e).failureType())
                .isEqualTo(ReplyFailure.NO_HANDLERS);
    }

    @Test
    void serve_withoutCapability_isRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() ->
                        client.serve(SpokeDescription.named("idle", "1.0.0").blocking(call -> Answer.output("a", 1))))
                .hasMessage("spoke idle must have at least one capability");
        assertThat(desk.registrations()).isEmpty();
    }

    @Test
    void drain_withWorkInFlight_waitsForTheAnswerThenLeaves() throws Exception {
        Promise<Answer> later = Promise.promise();
        ServedSpoke spoke = done(client.serve(greeter(call -> later.future())));
        Future<JsonObject> answer = desk.call(spoke.address(), RegistrationDesk.callOf("greet", new JsonObject()));
        await().atMost(LIMIT).until(() -> spoke.inFlight() == 1);

        Future<Void> drained = spoke.drain(LIMIT);
        await().atMost(LIMIT).until(() -> desk.farewells() == 1);
        assertThat(drained.isComplete()).isFalse();
        later.complete(Answer.output("a", 1));

        done(drained);
        assertThat(done(answer)).isEqualTo(new JsonObject("{\"output\":{\"a\":1}}"));
        assertThat(desk.registered()).isZero();
    }

    @Test
    void goSilent_thenComeBack_isDeafAndThenRegistersUnderTheSameAddress() throws Exception {
        ServedSpoke spoke = done(client.serve(greeter().blocking(call -> Answer.output("a", 1))));

        done(spoke.goSilent());
        assertThatThrownBy(() -> greet(spoke))
                .extracting(e -> ((ReplyException) e).failureType())
                .isEqualTo(ReplyFailure.NO_HANDLERS);
        assertThat(desk.farewells()).isZero();

        spoke.comeBack();
        await().atMost(LIMIT).until(() -> desk.registrations().size() > 1);
        assertThat(desk.registrations().get(1).getString("address")).isEqualTo(spoke.address());
        assertThat(greet(spoke)).isEqualTo(new JsonObject("{\"output\":{\"a\":1}}"));
    }

    @Test
    void close_lentBus_drainsAndLeavesTheBusOpen() throws Exception {
        done(client.serve(greeter().blocking(call -> Answer.output("a", 1))));

        done(client.close());

        assertThat(desk.registered()).isZero();
        assertThat(done(vertx.executeBlocking(() -> "open"))).isEqualTo("open");
    }
}
