package io.granger.hub.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever the bytes: an object or an {@link ApiError}, and the same verdict as a second parser. */
class StrictJsonFuzzTest {
    private static final JsonMapper SECOND = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Property(seed = "1", tries = 2000)
    void object_randomBytes(@ForAll byte[] bytes) {
        agree(new String(bytes, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8));
        readOrRefuse(bytes);
    }

    @Property(seed = "1", tries = 3000)
    void object_randomMixOfTokens(@ForAll("tokens") String text) {
        agree(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(seed = "1", tries = 3000)
    void object_mutatedJson(@ForAll("objects") String text, @ForAll int seed) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        readOrRefuse(mutated(bytes, seed));
        agree(new String(mutated(bytes, seed), StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8));
    }

    @Property(seed = "1", tries = 1000)
    void object_goodJson_sameValueAsVertx(@ForAll("objects") String text) {
        assertThat(StrictJson.object(text)).isEqualTo(new JsonObject(text));
        assertThat(CanonicalJson.text(StrictJson.object(CanonicalJson.text(new JsonObject(text)))))
                .isEqualTo(CanonicalJson.text(new JsonObject(text)));
    }

    private static void agree(byte[] utf8) {
        assertThat(readOrRefuse(utf8).isPresent())
                .as(new String(utf8, StandardCharsets.UTF_8))
                .isEqualTo(secondAccepts(utf8));
    }

    private static Optional<JsonObject> readOrRefuse(byte[] bytes) {
        try {
            return Optional.of(StrictJson.object(Buffer.buffer(bytes)));
        } catch (ApiError refused) {
            return Optional.empty();
        }
    }

    private static boolean secondAccepts(byte[] utf8) {
        try {
            @Nullable JsonNode tree = SECOND.readTree(new String(utf8, StandardCharsets.UTF_8));
            return tree != null && tree.isObject() && isWithinBounds(tree, 1);
        } catch (IOException refused) {
            return false;
        }
    }

    private static boolean isWithinBounds(JsonNode node, int depth) {
        if (node.isContainerNode() && depth > Limits.JSON_DEPTH) {
            return false;
        }
        if (node.isNumber() && !Double.isFinite(node.doubleValue()) || node.isTextual() && !encodes(node.textValue())) {
            return false;
        }
        if (node.isObject()) {
            for (var entry : node.properties()) {
                if (!encodes(entry.getKey())) {
                    return false;
                }
            }
        }
        for (JsonNode child : node) {
            if (!isWithinBounds(child, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean encodes(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static byte[] mutated(byte[] bytes, int seed) {
        var random = new java.util.SplittableRandom(seed);
        byte[] out = bytes.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            out[random.nextInt(out.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : "{}[],:\"\\0e-".charAt(random.nextInt(11)));
        }
        return out;
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"a\"",
                        "\"b\"",
                        "\"\\ud83d\\ude00\"",
                        "\"\\ud83d\"",
                        "1",
                        "-0",
                        "1e5",
                        "1e999",
                        "0.1",
                        "true",
                        "null",
                        " ",
                        "\n",
                        "//",
                        "NaN",
                        "{\"a\":",
                        "\"c\":1",
                        "é")
                .list()
                .ofMaxSize(14)
                .map(parts -> "{\"x\":" + String.join("", parts) + "}");
    }

    @Provide
    Arbitrary<String> objects() {
        Arbitrary<String> scalars = Arbitraries.of(
                "1",
                "-2.5",
                "1e21",
                "1E-7",
                "0",
                "-0.0",
                "123456789012",
                "99999999999999999999",
                "true",
                "false",
                "null",
                "\"\"",
                "\"a b\"",
                "\"\\u00e9\\\"\\n\"",
                "\"é😀\"",
                "0.1",
                "9007199254740993");
        Arbitrary<String> values = Arbitraries.lazyOf(
                () -> scalars,
                () -> scalars,
                () -> scalars,
                this::objects,
                () -> scalars.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"));
        return Combinators.combine(
                        values.list().ofMaxSize(4), Arbitraries.integers().between(0, 9))
                .as((items, first) -> {
                    StringBuilder out = new StringBuilder("{");
                    for (int i = 0; i < items.size(); i++) {
                        out.append(i == 0 ? "" : " ,")
                                .append('"')
                                .append((char) ('a' + (first + 7 * i) % 26))
                                .append("\": ")
                                .append(items.get(i));
                    }
                    return out.append('}').toString();
                });
    }
}
