package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemasTest {
    private static final String TEXT_AND_PAGES = """
            {"type":"object","required":["text"],"properties":{"text":{"type":"string","minLength":2},
             "pages":{"type":"array","items":{"type":"object","properties":{"n":{"type":"integer","minimum":1}}}}}}""";

    private final JsonSchemas schemas = new JsonSchemas();

    @Test
    void problem_none() {
        assertThat(schemas.problem(TEXT_AND_PAGES, new JsonObject().put("text", "ok")))
                .isEmpty();
        assertThat(schemas.problem("true", new JsonObject())).isEmpty();
        assertThat(schemas.problem("{}", new JsonObject())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; property \"text\"",
                "{\"text\":3}; text: instance type number is invalid, expected string",
                "{\"text\":\"x\"}; text: ",
                "{\"text\":\"xx\",\"pages\":[{\"n\":1},{\"n\":0}]}; pages[1].n: ",
                "{\"text\":\"xx\",\"pages\":{}}; pages: instance type object is invalid, expected array"
            })
    void problem_firstFaultWithItsPath(String value, String fragment) {
        assertThat(schemas.problem(TEXT_AND_PAGES, new JsonObject(value)).orElseThrow())
                .contains(fragment);
    }

    @Test
    void problem_rawMapsInside() {
        JsonObject value = StrictJson.object("{\"text\":\"xx\",\"pages\":[{\"n\":\"x\"}]}");
        assertThat(schemas.problem(TEXT_AND_PAGES, value).orElseThrow()).startsWith("pages[0].n: ");
    }

    @Test
    void problem_nothingAllowed() {
        assertThat(schemas.problem("false", new JsonObject())).contains("no value is allowed here");
    }

    @Test
    void problem_alternatives() {
        String schema = "{\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}}}";
        assertThat(schemas.problem(schema, new JsonObject().put("a", 1)).orElseThrow())
                .isEqualTo("a: instance does not match any subschemas");
        assertThat(schemas.problem(schema, new JsonObject().putNull("a"))).isEmpty();
    }

    @Test
    void problem_referencesInside() {
        String schema = "{\"$defs\":{\"n\":{\"$anchor\":\"num\",\"type\":\"number\"}},\"properties\":"
                + "{\"a\":{\"$ref\":\"#/$defs/n\"},\"b\":{\"$ref\":\"#num\"},\"c\":{\"$ref\":\"#\"}}}";
        JsonSchemas.require(schema, "inputSchema");
        assertThat(schemas.problem(schema, new JsonObject("{\"a\":1,\"b\":2,\"c\":{\"a\":3}}")))
                .isEmpty();
        assertThat(schemas.problem(schema, new JsonObject("{\"b\":\"x\"}")).orElseThrow())
                .startsWith("b: ");
        assertThat(schemas.problem(schema, new JsonObject("{\"c\":{\"c\":{\"a\":true}}}"))
                        .orElseThrow())
                .startsWith("c.c.a: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[]; an object or a boolean",
                "3; an object or a boolean",
                "{\"type\":\"txt\"}; type",
                "{\"type\":3}; type",
                "{\"minimum\":\"1\"}; minimum",
                "{\"required\":[1]}; required[0]",
                "{\"properties\":[]}; properties",
                "{\"properties\":{\"a\":{\"type\":\"nope\"}}}; properties.a.type",
                "{\"items\":[{}]}; items",
                "{\"pattern\":\"(\"}; does not compile",
                "{\"patternProperties\":{\"[\":{}}}; does not compile",
                "{\"pattern\":\"^(a+)+\\\\1b$\"}; does not compile: invalid escape",
                "{\"pattern\":\"((((a{30}){30}){30}){30})\"}; is too large",
                "{\"pattern\":\"(a{90}){90}\"}; at most 3000 states",
                "{\"properties\":{\"const\":{\"pattern\":\"(?=a)\"}}}; does not compile",
                "{\"patternProperties\":{\"^(a|aa)+$\":{}}}; of property names",
                "{\"patternProperties\":{\"a*a*b\":{}}}; of property names",
                "{\"patternProperties\":{\"a*b\":{}}}; of property names",
                "{\"const\":{\"pattern\":\"^(a+)+\\\\1b$\"},\"$ref\":\"#/const\"}; leads nowhere",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}; 2020-12",
                "{\"$ref\":\"https://example.org/x.json\"}; nothing is fetched",
                "{\"$ref\":\"file:///etc/passwd\"}; nothing is fetched",
                "{\"items\":{\"$ref\":\"other.json\"}}; nothing is fetched",
                "{\"$dynamicRef\":\"http://127.0.0.1:9/x\"}; nothing is fetched",
                "{\"$ref\":\"#/$defs/none\"}; leads nowhere",
                "{\"$ref\":\"#none\"}; leads nowhere",
                "{\"$defs\":{\"a\":{\"$id\":\"https://example.org/a\"}}}; at the top only",
                "{\"$ref\":\"#\"}; without end",
                "{\"allOf\":[{\"$ref\":\"#/$defs/a\"}],\"$defs\":{\"a\":{\"$ref\":\"#\"}}}; without end"
            })
    void require_refused(String schema, String fragment) {
        Refused.with("schema-invalid", "inputSchema", fragment, () -> JsonSchemas.require(schema, "inputSchema"));
        assertThat(schemas.problem(schema, new JsonObject()).orElseThrow()).startsWith("the schema is not valid: ");
    }

    @Test
    void problem_patterns_matchWhereverTheyStand() {
        String schema = "{\"properties\":{\"a\":{\"pattern\":\"^[0-9a-f]{8}(-[0-9a-f]{4}){3}$\",\"format\":\"x\"},"
                + "\"const\":{\"allOf\":[{\"maxLength\":2}],\"pattern\":\"^b\"},\"c\":{\"$ref\":\"#/properties/const/allOf/0\"}},"
                + "\"patternProperties\":{\"^x-[a-z]+$\":{\"type\":\"number\"},\"[.]y\":{\"pattern\":\"z\"}}}";
        JsonSchemas.require(schema, "inputSchema");
        assertThat(schemas.problem(
                        schema,
                        new JsonObject(
                                "{\"a\":\"0123abcd-0000-1111-2222\",\"const\":\"bc\",\"c\":\"zz\",\"x-a\":1,\"x-1\":true,"
                                        + "\"q.y\":\"az\"}")))
                .isEmpty();
        assertThat(schemas.problem(schema, new JsonObject("{\"a\":\"0123\"}")))
                .contains("a: does not match pattern \"^[0-9a-f]{8}(-[0-9a-f]{4}){3}$\"");
        assertThat(schemas.problem(schema, new JsonObject("{\"const\":\"c\"}")).orElseThrow())
                .startsWith("const: ");
        assertThat(schemas.problem(schema, new JsonObject("{\"c\":\"zzz\"}")).orElseThrow())
                .startsWith("c: ");
        assertThat(schemas.problem(schema, new JsonObject("{\"x-a\":\"1\"}")).orElseThrow())
                .startsWith("x-a: ");
        assertThat(schemas.problem(schema, new JsonObject("{\"q.y\":\"a\"}")).orElseThrow())
                .startsWith("q.y: does not match");
    }

    @Test
    void problem_patternThatTakesTheJdkForEver_endsAtOnce() {
        String schema = "{\"pattern\":\"^(a|aa|a+)+(a*)*b$\"}";
        JsonSchemas.require(schema, "inputSchema");
        assertThat(schemas.problem(schema, "a".repeat(10_000)).orElseThrow()).startsWith("does not match pattern");
    }

    @Test
    void require_tooLarge() {
        String schema =
                new JsonObject().put("title", "x".repeat(Limits.SCHEMA_BYTES)).encode();
        Refused.with("schema-invalid", "s", "65536 bytes", () -> JsonSchemas.require(schema, "s"));
        Refused.with("schema-invalid", "s", "not JSON", () -> JsonSchemas.require("{", "s"));
    }

    @Test
    void require_wordsThatAreNotReferences() {
        JsonSchemas.require(
                "{\"const\":{\"$ref\":\"https://example.org\"},\"properties\":{\"$ref\":{},\"pattern\":{}}}", "s");
    }

    @Test
    void problem_keptUpToTheBound() {
        JsonSchemas few = new JsonSchemas(2);
        for (int i = 0; i < 5; i++) {
            assertThat(few.problem("{\"minimum\":" + i + "}", new JsonArray())).isEmpty();
        }
        assertThat(few.size()).isEqualTo(2);
        assertThatThrownBy(() -> new JsonSchemas(0)).hasMessageContaining("capacity must be at least 1, got 0");
    }
}
