package io.granger.hub.verticle;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonPayloadTest {

    @Property
    void of_anyObject_isTheTextVertxWrites(@ForAll("objects") JsonObject object) {
        assertThat(JsonPayload.of(object).text()).isEqualTo(object.encode());
    }

    @Property
    void of_anyObject_isReadBack(@ForAll("objects") JsonObject object) {
        assertThat(new JsonObject(JsonPayload.of(object).text())).isEqualTo(object);
    }

    @Provide
    static Arbitrary<JsonObject> objects() {
        Arbitrary<Object> plain = Arbitraries.oneOf(
                Arbitraries.strings().map(v -> v),
                Arbitraries.integers().map(v -> v),
                Arbitraries.longs().map(v -> v),
                Arbitraries.doubles().map(v -> v),
                Arbitraries.of(true, false).map(v -> v),
                Arbitraries.of("ä", "\u2028", "\"\\/\b\f\n\r\t\u0001", "\uD83D\uDE00")
                        .map(v -> v));
        Arbitrary<List<Object>> lists = plain.list().ofMaxSize(4);
        Arbitrary<Map<String, Object>> maps =
                Arbitraries.maps(Arbitraries.strings(), plain).ofMaxSize(4);
        Arbitrary<Object> inside =
                Arbitraries.oneOf(plain, lists.map(list -> new JsonArray(list)), maps.map(map -> new JsonObject(map)));
        return Arbitraries.maps(Arbitraries.strings(), inside).ofMaxSize(5).map(JsonObject::new);
    }
}
