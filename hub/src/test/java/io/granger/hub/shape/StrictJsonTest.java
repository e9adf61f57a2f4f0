package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrictJsonTest {
    private static Arguments bad(String text, String code, String field, String fragment) {
        return Arguments.of(text, code, field, fragment);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                bad("", "body-required", "", "required"),
                bad("  \n ", "body-required", "", "required"),
                bad("{", "json-syntax", "", "1:2"),
                bad("{\n  \"a\": tru\n}", "json-syntax", "", "at 2:"),
                bad("{\"a\":1}x", "json-syntax", "", "at 1:9"),
                bad("{\"a\":1}{}", "json-syntax", "", "at 1:8: nothing may follow"),
                bad("{\"a\":1,}", "json-syntax", "", "at 1:8"),
                bad("{'a':1}", "json-syntax", "", "at 1:2"),
                bad("{a:1}", "json-syntax", "", "at 1:2"),
                bad("{\"a\":01}", "json-syntax", "", "at 1:"),
                bad("{\"a\":+1}", "json-syntax", "", "at 1:7"),
                bad("{\"a\":.5}", "json-syntax", "", "at 1:6"),
                bad("{\"a\":NaN}", "json-syntax", "", "at 1:"),
                bad("{\"a\":-Infinity}", "json-syntax", "", "at 1:"),
                bad("{\"a\":1 /* no */}", "json-syntax", "", "at 1:8"),
                bad("{\"a\":1} // no", "json-syntax", "", "at 1:9"),
                bad("{\"a\":\"\n\"}", "json-syntax", "", "at 1:7"),
                bad("{\"a\":\"\\x\"}", "json-syntax", "", "at 1:"),
                bad("{\"a\":" + "1".repeat(2000) + "}", "json-syntax", "", "1000"),
                bad("[1]", "bad-value", "", "got a list"),
                bad("\"a\"", "bad-value", "", "got a text"),
                bad("3", "bad-value", "", "got a number"),
                bad("null", "bad-value", "", "got null"),
                bad("true", "bad-value", "", "got a boolean"),
                bad("{\"a\":1,\"b\":2,\"a\":1}", "duplicate-key", "a", "second time at 1:14"),
                bad("{\"a\":[{\"b\":1,\n\"b\":2}]}", "duplicate-key", "a[0].b", "at 2:1"),
                bad("{\"a\":1e400}", "number-not-finite", "a", "\"1e400\" at 1:6"),
                bad("{\"a\":[0,\n -1e999]}", "number-not-finite", "a[1]", "at 2:2"),
                bad("{\"a\":" + "9".repeat(400) + "}", "number-not-finite", "a", "finite"),
                bad("{\"a\":\"\\ud800\"}", "bad-text", "a", "surrogate"),
                bad("{\"\\udc00\":1}", "bad-text", "\\udc00", "surrogate"),
                bad("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}", "json-too-deep", "", "level 33 begins at 1:37"),
                bad("[".repeat(100_000), "json-too-deep", "", "32"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void object_refused(String text, String code, String field, String fragment) {
        Refused.with(code, field, fragment, () -> StrictJson.object(text));
        Refused.with(code, field, fragment, () -> StrictJson.object(Buffer.buffer(text)));
    }

    @Test
    void object_everyKindOfValue() {
        JsonObject object = StrictJson.object(
                " {\"a\":null,\"b\":[true,false,\"x\\u00e9\\n\"],\"c\":{\"d\":-0.5e1},\"e\":12,\"f\":12345678901} ");
        assertThat(object)
                .isEqualTo(new JsonObject()
                        .putNull("a")
                        .put("b", new JsonArray().add(true).add(false).add("xé\n"))
                        .put("c", new JsonObject().put("d", -5.0))
                        .put("e", 12)
                        .put("f", 12345678901L));
        assertThat(object.getValue("e")).isInstanceOf(Integer.class);
        assertThat(object.getValue("f")).isInstanceOf(Long.class);
    }

    @Test
    void object_wholeNumberBeyondLong_keepsItsDigits() {
        assertThat(StrictJson.object("{\"a\":123456789012345678901}").getValue("a"))
                .isEqualTo(new BigInteger("123456789012345678901"));
    }

    @Test
    void object_thirtyTwoLevels() {
        String text = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
        assertThat(StrictJson.object(text).encode()).isEqualTo(text);
    }

    @Test
    void object_emptyKeyAndNul() {
        assertThat(StrictJson.object("{\"\":\"\\u0000\"}").getString("")).isEqualTo("\0");
    }

    @Test
    void object_bytesThatAreNotUtf8() {
        byte[] latin = "{\"a\":\n\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        Refused.with(
                "json-syntax", "", "at 2:2: bytes that are not UTF-8", () -> StrictJson.object(Buffer.buffer(latin)));
        byte[] wide = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
        Refused.with("json-syntax", "", "at 1:", () -> StrictJson.object(Buffer.buffer(wide)));
        byte[] cut = {'{', '"', (byte) 0xC3};
        Refused.with("json-syntax", "", "not UTF-8", () -> StrictJson.object(Buffer.buffer(cut)));
    }

    @Test
    void object_byteOrderMark_passedOver() {
        assertThat(StrictJson.object(Buffer.buffer("\uFEFF{\"a\":1}"))).isEqualTo(new JsonObject().put("a", 1));
    }

    @Test
    void object_tooLarge() {
        Refused.with(
                "body-too-large",
                "",
                "at most 7 bytes, got 8",
                () -> StrictJson.object(Buffer.buffer("{\"a\":12}"), 7));
        String large = "{\"a\":\"" + "x".repeat(Limits.BODY_BYTES) + "\"}";
        Refused.with("body-too-large", "", "2097152", () -> StrictJson.object(large));
        Refused.with("body-too-large", "", "2097152", () -> StrictJson.object(Buffer.buffer(large)));
    }

    @Test
    void check_nothing() {
        Refused.with("body-required", "", "required", () -> StrictJson.check(null));
        Refused.with("body-required", "", "required", () -> StrictJson.check(Buffer.buffer()));
    }

    @Test
    void check_otherKindsOfBody() {
        Refused.with("bad-value", "", "got Integer", () -> StrictJson.check(3));
        Refused.with("bad-value", "", "got JsonArray", () -> StrictJson.check(new JsonArray()));
        assertThat(StrictJson.check("{\"a\":1}")).isEqualTo(new JsonObject().put("a", 1));
        assertThat(StrictJson.check(Buffer.buffer("{\"a\":1}"))).isEqualTo(new JsonObject().put("a", 1));
    }

    @Test
    void check_plainObject_isTheSame() {
        JsonObject body = new JsonObject().put("a", new JsonArray().add(1.5).addNull());
        assertThat(StrictJson.check(body)).isSameAs(body);
    }

    @Test
    void check_notFinite() {
        JsonObject body = new JsonObject().put("a", new JsonArray().add(0).add(new JsonObject().put("b", Double.NaN)));
        Refused.with("number-not-finite", "a[1].b", "NaN", () -> StrictJson.check(body));
        Refused.with(
                "number-not-finite",
                "f",
                "Infinity",
                () -> StrictJson.check(new JsonObject().put("f", Float.POSITIVE_INFINITY)));
    }

    @Test
    void check_tooDeep() {
        JsonObject body = new JsonObject();
        JsonObject inner = body;
        for (int i = 0; i < 40; i++) {
            JsonObject next = new JsonObject();
            inner.put("a", next);
            inner = next;
        }
        Refused.with("json-too-deep", "", "32", () -> StrictJson.check(body));
        JsonObject endless = new JsonObject();
        endless.put("self", endless);
        Refused.with("json-too-deep", "", "32", () -> StrictJson.check(endless));
    }

    @Test
    void check_valuesJsonDoesNotHave_becomeText() {
        JsonObject body = new JsonObject()
                .put("at", Instant.parse("2026-01-02T03:04:05Z"))
                .put("bytes", new byte[] {1, 2})
                .put("word", Thread.State.NEW);
        assertThat(StrictJson.check(body))
                .isEqualTo(new JsonObject()
                        .put("at", "2026-01-02T03:04:05Z")
                        .put("bytes", "AQI")
                        .put("word", "NEW"));
    }

    @Test
    void check_halfASurrogatePair() {
        Refused.with("bad-text", "a", "surrogate", () -> StrictJson.check(new JsonObject().put("a", "\ud800")));
    }
}
