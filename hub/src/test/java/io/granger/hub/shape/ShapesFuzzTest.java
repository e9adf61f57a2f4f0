package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Good requests in which any value was swapped for any other: read, or refused by an {@link ApiError}; nothing else. */
class ShapesFuzzTest {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "3",
            "2.5",
            "1e300",
            "99999999999999999999",
            "\"\"",
            "\"a\"",
            "\"A b\"",
            "\"a@\"",
            "\"a@^1\"",
            "\"|\"",
            "\"a | b\"",
            "\"*/*\"",
            "\"a/b\"",
            "\"1.0.0\"",
            "\"json\"",
            "\"rl\"",
            "\"\\u0000\"",
            "\"granger.x\"",
            "[]",
            "[[]]",
            "[null]",
            "[\"a\"]",
            "[\"a\",\"a\"]",
            "[{}]",
            "{}",
            "{\"a\":1}",
            "{\"$ref\":\"#\"}",
            "{\"type\":3}",
            "{\"capability\":\"a\"}");

    private static final String STEPS = """
            {"steps":["a",{"capability":"b","version":"^1.2","optional":true,"timeoutMs":9,"verify":"v"}],
             "input":{"file":"f","type":"a/b"},"features":{"n":1,"t":"x"},"priority":1,"deadlineMs":100,"key":"k",
             "preset":"cost","mode":"auto","only":["a"],"avoid":["b"],"maxCost":1,"wait":true}""";
    private static final String GOAL = """
            {"input":{},"goal":{"accepts":"a/*","produces":"b/c","maxSteps":3,"through":["a"]}}""";
    private static final String PIPELINE = """
            {"name":"p","version":"1.0.0","accepts":"a/b","alternatives":[["a",{"capability":"b"}],"c | d"],
             "features":[{"name":"f","kind":"text"}],"deadlineMs":100,"mode":"shadow","share":0.5}""";
    private static final String SPOKE = """
            {"name":"s","version":"1.0.0","instance":"i","address":"s.1","concurrency":2,"labels":{"l":"v"},
             "capabilities":[{"name":"c","accepts":["a/b"],"produces":"c/d","inputSchema":{"type":"object"},
             "outputSchema":true,"cost":1,"expectedMs":5,"quality":0.5,"effects":"none"}]}""";
    private static final String OUTCOME = """
            {"taskId":"t","score":1,"parts":{"success":1,"cost":0.5},"source":"s","key":"k"}""";

    @Property(seed = "1", tries = 500)
    void read_anythingSwapped(@ForAll long seed) {
        readOrRefuse(
                STEPS,
                seed,
                body -> FeatureCheck.check(
                        PipelineShape.read(new JsonObject(PIPELINE)),
                        TaskShape.read(body).features()));
        readOrRefuse(GOAL, seed, body -> TaskShape.read(body).adHoc());
        readOrRefuse(PIPELINE, seed, PipelineShape::read);
        readOrRefuse(SPOKE, seed, body -> SpokeShape.read(body, ""));
        readOrRefuse(OUTCOME, seed, OutcomeShape::read);
        readOrRefuse(
                "{\"mode\":\"canary\",\"share\":0.1,\"reason\":\"r\"}", seed, body -> RoutingShape.read(body, .05));
        readOrRefuse("{\"taskId\":\"t\",\"done\":true,\"output\":{}}", seed, ResolveShape::read);
    }

    @Property(seed = "1", tries = 500)
    void answer_anythingSwapped_isAlwaysAnAnswer(@ForAll long seed) {
        String output = "{\"output\":{\"a\":[1]},\"quality\":0.5,\"cost\":1}";
        String error = "{\"error\":{\"class\":\"internal\",\"message\":\"m\",\"retryable\":true}}";
        assertThat(AnswerShape.read(swapped(output, seed))).isNotNull();
        assertThat(AnswerShape.read(swapped(error, seed))).isNotNull();
    }

    private static void readOrRefuse(String good, long seed, Consumer<JsonObject> read) {
        JsonObject body = swapped(good, seed);
        try {
            read.accept(StrictJson.check(body));
        } catch (ApiError refused) {
            assertThat(refused.status()).as(body.encode()).isBetween(400, 422);
        }
    }

    private static JsonObject swapped(String good, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        JsonObject body = new JsonObject(good);
        for (int i = 0; i <= random.nextInt(2); i++) {
            swap(body, random);
        }
        return body;
    }

    // Goes down a random way and swaps the value it ends at.
    private static void swap(JsonObject object, SplittableRandom random) {
        List<String> names = List.copyOf(object.fieldNames());
        if (names.isEmpty()) {
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        Object value = object.getValue(name);
        if (!wentDown(value, random)) {
            object.put(name, other(random));
        }
    }

    private static boolean wentDown(@Nullable Object value, SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            return false;
        }
        if (value instanceof JsonObject inner) {
            swap(inner, random);
            return true;
        }
        if (value instanceof JsonArray array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            if (!wentDown(array.getValue(index), random)) {
                array.set(index, other(random));
            }
            return true;
        }
        return false;
    }

    private static Object other(SplittableRandom random) {
        Map<String, Object> holder =
                new JsonObject("{\"v\":" + VALUES.get(random.nextInt(VALUES.size())) + "}").getMap();
        return new JsonObject(holder).getValue("v");
    }
}
