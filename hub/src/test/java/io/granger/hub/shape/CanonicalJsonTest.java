package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
    /** Most of these are from the table in RFC 8785, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1.0, 1",
        "-2.50, -2.5",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "9007199254740992.0, 9007199254740992",
        "295147905179352830000.0, 295147905179352830000",
        "9.999999999999997e22, 9.999999999999997e+22",
        "1e23, 1e+23",
        "1e21, 1e+21",
        "1e20, 100000000000000000000",
        "333333333.3333332, 333333333.3333332",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "-0.0000033333333333333333, -0.0000033333333333333333",
        "9007199254740993, 9007199254740993",
        "123456789012345678901, 123456789012345678901"
    })
    void text_numbers(String written, String canonical) {
        Object number = StrictJson.object("{\"a\":" + written + "}").getValue("a");
        assertThat(CanonicalJson.text(number)).isEqualTo(canonical);
    }

    @Test
    void text_numbersOfOtherTypes() {
        assertThat(CanonicalJson.text(.1f)).isEqualTo("0.1");
        assertThat(CanonicalJson.text(new BigDecimal("1.50"))).isEqualTo("1.5");
        Refused.with("number-not-finite", "", "NaN", () -> CanonicalJson.text(Double.NaN));
    }

    @Test
    void text_keysSortedNoSpaces() {
        JsonObject object = StrictJson.object("{ \"b\": [1, {\"z\": null, \"y\": true}], \"a\": \"x\", \"B\": {} }");
        assertThat(CanonicalJson.text(object)).isEqualTo("{\"B\":{},\"a\":\"x\",\"b\":[1,{\"y\":true,\"z\":null}]}");
    }

    @Test
    void text_keysInUtf16Order() {
        JsonObject object = new JsonObject().put("\ufb33", 1).put("😀", 2).put("é", 3);
        assertThat(CanonicalJson.text(object)).isEqualTo("{\"é\":3,\"😀\":2,\"\ufb33\":1}");
    }

    @Test
    void text_escapes() {
        assertThat(CanonicalJson.text("\"\\/\b\f\n\r\t\u0001\u007f é€"))
                .isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u007f é€\"");
    }

    @Test
    void text_objectsAndTheirMapsAlike() {
        JsonObject object = new JsonObject().put("a", new JsonArray().add(new JsonObject().put("b", 1)));
        assertThat(CanonicalJson.text(object.getMap())).isEqualTo("{\"a\":[{\"b\":1}]}");
    }

    @Test
    void sha256_knownDigest() {
        assertThat(CanonicalJson.sha256("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void bodyHash_sameForTheSameBody() {
        String hash = IdempotencyKey.bodyHash(StrictJson.object("{\"a\":1.0,\"b\":[2]}"));
        assertThat(IdempotencyKey.bodyHash(StrictJson.object("{\"b\": [2.0], \"a\": 1}")))
                .isEqualTo(hash);
        assertThat(IdempotencyKey.bodyHash(StrictJson.object("{\"b\": [2], \"a\": 2}")))
                .isNotEqualTo(hash);
    }

    @Property(seed = "1", tries = 500)
    void text_anyDouble_readsBackTheSame(@ForAll double value) {
        assertThat(Double.parseDouble(CanonicalJson.text(value))).isEqualTo(value == 0 ? 0.0 : value);
    }

    @Property(seed = "1", tries = 500)
    void utf8Length_asEncoded(@ForAll String text) {
        String whole = StrictJson.isWellFormed(text) ? text : "a€😀é";
        assertThat(CanonicalJson.utf8Length(whole)).isEqualTo(whole.getBytes(StandardCharsets.UTF_8).length);
    }
}
