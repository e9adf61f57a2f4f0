package io.granger.hub.shape;

import io.granger.registry.Capability;
import io.granger.registry.Effects;
import io.granger.registry.SemVer;
import io.granger.registry.Spoke;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a spoke as it registers; fields of a later version are passed over. */
public final class SpokeShape {
    private static final Set<String> SPOKE =
            Set.of("name", "version", "instance", "address", "capabilities", "concurrency", "labels");
    private static final Set<String> CAPABILITY = Set.of(
            "name", "accepts", "produces", "inputSchema", "outputSchema", "cost", "expectedMs", "quality", "effects");
    private static final List<String> EFFECTS =
            Arrays.stream(Effects.values()).map(Effects::word).toList();
    private static final long DEFAULT_CONCURRENCY = 4;
    private static final int LABELS = 32;
    private static final int LABEL_CHARS = 256;

    private SpokeShape() {}

    /**
     * The spoke in {@code body}.
     *
     * @param owner who registers it; empty = its address, as when there are no tokens
     */
    public static Spoke read(JsonObject body, String owner) {
        return read(body, owner, name -> {});
    }

    /**
     * The spoke in {@code body}.
     *
     * @param owner who registers it; empty = its address, as when there are no tokens
     * @param ignored is told the path of each field that is not known
     */
    public static Spoke read(JsonObject body, String owner, Consumer<String> ignored) {
        Fields fields = Fields.lenient(body, "", SPOKE, ignored);
        String name = fields.required("name", fields.name("name"));
        SemVer version = fields.required("version", fields.parsed("version", 64, SemVer::parse));
        String address =
                Names.requireAddress(fields.required("address", fields.string("address")), fields.path("address"));
        String instance = fields.string("instance")
                .map(text -> Names.requireInstance(text, fields.path("instance")))
                .orElse(address);
        List<Capability> capabilities = capabilities(fields, ignored);
        int concurrency = (int) fields.whole("concurrency", 1, 10_000, DEFAULT_CONCURRENCY);
        Map<String, String> labels = labels(fields);
        try {
            return new Spoke(
                    name,
                    version,
                    instance,
                    address,
                    owner.isEmpty() ? address : owner,
                    capabilities,
                    concurrency,
                    labels);
        } catch (IllegalArgumentException refused) {
            throw ApiError.of(ErrorCode.BAD_VALUE, Fields.sentence(refused));
        }
    }

    /** The capabilities of a spoke, at least one, no name twice; also those of a command spoke. */
    public static List<Capability> capabilities(Fields fields, Consumer<String> ignored) {
        List<Capability> capabilities = fields.required(
                "capabilities",
                fields.list(
                        "capabilities",
                        1,
                        Limits.SPOKE_CAPABILITIES,
                        (item, at) ->
                                capability(Fields.lenient(Fields.itemObject(item, at), at, CAPABILITY, ignored))));
        for (int i = 0; i < capabilities.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (capabilities.get(i).name().equals(capabilities.get(j).name())) {
                    throw fields.bad(
                            "capabilities[" + i + "].name",
                            "must not be declared twice, got "
                                    + Shown.of(capabilities.get(i).name()));
                }
            }
        }
        return capabilities;
    }

    /** The same where unknown fields are refused: in configuration. */
    public static List<Capability> strictCapabilities(Fields fields) {
        fields.list(
                "capabilities",
                1,
                Limits.SPOKE_CAPABILITIES,
                (item, at) -> Fields.strict(Fields.itemObject(item, at), at, CAPABILITY));
        return capabilities(fields, name -> {});
    }

    private static Capability capability(Fields fields) {
        return new Capability(
                fields.required("name", fields.name("name")),
                accepts(fields),
                fields.required("produces", RecipeShape.mediaType(fields, "produces")),
                schema(fields, "inputSchema"),
                schema(fields, "outputSchema"),
                fields.number("cost", 0, Double.MAX_VALUE),
                fields.whole("expectedMs", 1, Limits.DEADLINE_MAX_MS),
                fields.number("quality", 0, 1),
                fields.word("effects", EFFECTS, Effects::of).orElse(Effects.NONE));
    }

    private static List<String> accepts(Fields fields) {
        Optional<Object> value = fields.value("accepts");
        if (value.isPresent() && value.get() instanceof CharSequence) {
            return List.of(fields.required("accepts", RecipeShape.mediaType(fields, "accepts")));
        }
        if (value.isPresent() && !(value.get() instanceof JsonArray)) {
            throw fields.bad("accepts", "must be a media type or a list of them, got " + Shown.of(value.get()));
        }
        return fields.required(
                "accepts",
                fields.list(
                        "accepts", 1, 32, (item, at) -> RecipeShape.requireMediaType(Fields.itemText(item, at), at)));
    }

    private static Optional<String> schema(Fields fields, String name) {
        return fields.value(name).map(value -> {
            String path = fields.path(name);
            if (!(value instanceof JsonObject) && !(value instanceof Boolean)) {
                throw ApiError.at(
                        ErrorCode.SCHEMA_INVALID, path, "must be an object or a boolean, got " + Shown.of(value));
            }
            String text = CanonicalJson.text(value);
            JsonSchemas.require(text, path);
            return text;
        });
    }

    private static Map<String, String> labels(Fields fields) {
        Map<String, String> labels = new LinkedHashMap<>();
        Optional<JsonObject> object = fields.object("labels");
        if (object.isEmpty()) {
            return labels;
        }
        Fields entries = Fields.lenient(object.get(), fields.path("labels"), Set.of(), name -> {});
        if (object.get().size() > LABELS) {
            throw fields.bad(
                    "labels",
                    "must have at most " + LABELS + " entries, got "
                            + object.get().size());
        }
        for (String key : object.get().fieldNames()) {
            Names.requireLabel(key, fields.path("labels"));
            labels.put(key, text(entries, key));
        }
        return labels;
    }

    private static String text(Fields labels, String key) {
        String text = labels.string(key).orElse("");
        if (text.length() > LABEL_CHARS) {
            throw labels.bad(key, "must have at most " + LABEL_CHARS + " characters, got " + text.length());
        }
        return Names.requireText(text, labels.path(key), false);
    }
}
