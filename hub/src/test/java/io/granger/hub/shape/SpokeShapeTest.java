package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.registry.Capability;
import io.granger.registry.Effects;
import io.granger.registry.SemVer;
import io.granger.registry.Spoke;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpokeShapeTest {
    private static final String CAPABILITY = "{\"name\":\"c\",\"accepts\":\"a/b\",\"produces\":\"c/d\"}";

    private static Spoke read(String text) {
        return SpokeShape.read(StrictJson.object(text), "");
    }

    /** A spoke in which the field {@code name} is {@code value}, or absent when that is empty. */
    private static String spoke(String name, String value) {
        var fields = new java.util.LinkedHashMap<>(Map.of(
                "name", "\"s\"", "version", "\"1.0.0\"", "address", "\"s.1\"", "capabilities", "[" + CAPABILITY + "]"));
        fields.put(name, value);
        return fields.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }

    private static String capability(String more) {
        return spoke("capabilities", "[" + CAPABILITY.replace("}", "," + more + "}") + "]");
    }

    private static Arguments bad(String text, String code, String field, String fragment) {
        return Arguments.of(text, code, field, fragment);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                bad(spoke("name", ""), "missing-field", "name", "required"),
                bad(spoke("name", "\"-s\""), "bad-name", "name", "got \"-s\""),
                bad(spoke("name", "\"s\\n\""), "bad-name", "name", "got \"s\\u000a\""),
                bad(spoke("name", "4"), "bad-value", "name", "got 4"),
                bad(spoke("version", ""), "missing-field", "version", "required"),
                bad(spoke("version", "\"1.0\""), "bad-value", "version", "1.0"),
                bad(spoke("version", "\"1.0.0\\u0007\""), "bad-text", "version", "U+0007"),
                bad(spoke("address", ""), "missing-field", "address", "required"),
                bad(spoke("address", "\"a b\""), "bad-value", "address", "got \"a b\""),
                bad(spoke("address", "\"" + "a".repeat(129) + "\""), "bad-value", "address", "1 to 128"),
                bad(spoke("address", "\"granger.tasks.submit\""), "bad-value", "address", "under granger."),
                bad(spoke("address", "\"granger\""), "bad-value", "address", "under granger."),
                bad(spoke("address", "\"__vertx.reply\""), "bad-value", "address", "__vertx"),
                bad(spoke("instance", "\"a#b\""), "bad-name", "instance", "got \"a#b\""),
                bad(spoke("instance", "\"\""), "bad-name", "instance", "got \"\""),
                bad(spoke("concurrency", "0"), "bad-value", "concurrency", "from 1 to 10000, got 0"),
                bad(spoke("labels", "{\"a\":3}"), "bad-value", "labels.a", "a text, got 3"),
                bad(spoke("labels", "{\"a b\":\"\"}"), "bad-name", "labels", "got \"a b\""),
                bad(spoke("labels", "{\"a\":\"\\u0000\"}"), "bad-text", "labels.a", "U+0000"),
                bad(spoke("capabilities", ""), "missing-field", "capabilities", "required"),
                bad(spoke("capabilities", "[]"), "bad-value", "capabilities", "1 to 64 items, got 0"),
                bad(spoke("capabilities", "{}"), "bad-value", "capabilities", "a list"),
                bad(spoke("capabilities", "[3]"), "bad-value", "capabilities[0]", "an object, got 3"),
                bad(
                        spoke("capabilities", "[" + CAPABILITY + "," + CAPABILITY + "]"),
                        "bad-value",
                        "capabilities[1].name",
                        "declared twice, got \"c\""),
                bad(
                        spoke("capabilities", "[{\"name\":\"c\"}]"),
                        "missing-field",
                        "capabilities[0].accepts",
                        "required"),
                bad(
                        spoke("capabilities", "[{\"name\":\"c\",\"accepts\":\"a/b\"}]"),
                        "missing-field",
                        "capabilities[0].produces",
                        "required"),
                bad(
                        spoke("capabilities", "[{\"name\":\"c\",\"accepts\":[\"a/b\",\"x\"],\"produces\":\"c/d\"}]"),
                        "bad-value",
                        "capabilities[0].accepts[1]",
                        "got \"x\""),
                bad(
                        spoke("capabilities", "[{\"name\":\"c\",\"accepts\":3,\"produces\":\"c/d\"}]"),
                        "bad-value",
                        "capabilities[0].accepts",
                        "got 3"),
                bad(capability("\"cost\":-1"), "bad-value", "capabilities[0].cost", "at least 0, got -1"),
                bad(capability("\"expectedMs\":0"), "bad-value", "capabilities[0].expectedMs", "got 0"),
                bad(capability("\"quality\":1.5"), "bad-value", "capabilities[0].quality", "from 0 to 1, got 1.5"),
                bad(capability("\"effects\":\"nnone\""), "bad-value", "capabilities[0].effects", "mean \"none\"?"),
                bad(
                        capability("\"inputSchema\":\"x\""),
                        "schema-invalid",
                        "capabilities[0].inputSchema",
                        "an object or a boolean"),
                bad(
                        capability("\"outputSchema\":{\"type\":\"txt\"}"),
                        "schema-invalid",
                        "capabilities[0].outputSchema",
                        "type"),
                bad(
                        capability("\"inputSchema\":{\"$ref\":\"https://example.org/s\"}"),
                        "schema-invalid",
                        "capabilities[0].inputSchema",
                        "nothing is fetched"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void read_refused(String text, String code, String field, String fragment) {
        Refused.with(code, field, fragment, () -> read(text));
    }

    @Test
    void read_onlyWhatIsRequired() {
        Capability capability = Capability.of("c", "a/b", "c/d");
        assertThat(read(spoke("labels", "")))
                .isEqualTo(
                        new Spoke("s", SemVer.parse("1.0.0"), "s.1", "s.1", "s.1", List.of(capability), 4, Map.of()));
    }

    @Test
    void read_everyField() {
        Spoke spoke = SpokeShape.read(StrictJson.object("""
                {"name":"pdf-text","version":"1.2.3-rc.1","instance":"host:7","address":"pdf_text.7","concurrency":2,
                 "labels":{"zone/a":"x y"},"capabilities":[{"name":"extract-text","accepts":["application/pdf","text/*"],
                 "produces":"text/plain","inputSchema":{"type":"object"},"outputSchema":true,"cost":0.25,"expectedMs":150,
                 "quality":1,"effects":"keyed"}]}"""), "token-7");
        assertThat(spoke)
                .isEqualTo(new Spoke(
                        "pdf-text",
                        SemVer.parse("1.2.3-rc.1"),
                        "host:7",
                        "pdf_text.7",
                        "token-7",
                        List.of(new Capability(
                                "extract-text",
                                List.of("application/pdf", "text/*"),
                                "text/plain",
                                Optional.of("{\"type\":\"object\"}"),
                                Optional.of("true"),
                                OptionalDouble.of(.25),
                                OptionalLong.of(150),
                                OptionalDouble.of(1),
                                Effects.KEYED)),
                        2,
                        Map.of("zone/a", "x y")));
        assertThat(spoke.spokeId()).isEqualTo("pdf-text@1.2.3-rc.1#host:7");
    }

    @Test
    void read_fieldsOfALaterVersion_ignoredAndTold() {
        List<String> ignored = new ArrayList<>();
        String text = capability("\"gpu\":true").replace("{\"name\":\"s\"", "{\"name\":\"s\"");
        Spoke spoke = SpokeShape.read(StrictJson.object(text).put("colour", "red"), "", ignored::add);
        assertThat(spoke.name()).isEqualTo("s");
        assertThat(ignored).containsExactlyInAnyOrder("colour", "capabilities[0].gpu");
    }
}
