package io.granger.hub.config;

import io.granger.hub.shape.ApiError;
import io.granger.hub.shape.ErrorCode;
import io.granger.hub.shape.Limits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One YAML file (1.2, JSON schema) as a JSON object, with the line of every key. */
final class YamlFile {
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final String name;
    private final Map<String, Integer> lines = new HashMap<>();
    private int nodes;

    private YamlFile(String name) {
        this.name = name;
    }

    /** What was read. */
    record Content(YamlFile file, JsonObject root) {}

    /** The file at {@code path}; a mistake in it is a {@link ConfigError} that names the file as {@code path} does. */
    static Content read(Path path) {
        String name = path.toString();
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new ConfigError(name, 1, "", "must have at most " + MAX_BYTES + " bytes", null);
            }
            return parse(name, Files.readString(path, StandardCharsets.UTF_8));
        } catch (CharacterCodingException notText) {
            throw new ConfigError(name, 1, "", "is not UTF-8 text", null);
        } catch (IOException unreadable) {
            throw new ConfigError(
                    name, 1, "", "cannot be read: " + unreadable.getClass().getSimpleName(), null);
        }
    }

    /** The file called {@code name} that holds {@code text}; an empty one is an object without fields. */
    static Content parse(String name, String text) {
        YamlFile file = new YamlFile(name);
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(name).setUseMarks(true).build();
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty() || isNull(root.get())) {
                return new Content(file, new JsonObject());
            }
            if (!(file.value(root.get(), "", 1) instanceof JsonObject object)) {
                throw file.error("", line(root.get()), "must be a mapping of keys to values");
            }
            return new Content(file, object);
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw file.error("", line, "not YAML: " + oneLine(broken.getProblem()));
        } catch (YamlEngineException broken) {
            throw file.error("", 1, "not YAML: " + oneLine(broken.getMessage()));
        }
    }

    /** The mistake that {@code refused} found in this file. */
    ConfigError error(ApiError refused) {
        String key = refused.field().orElse("");
        if (refused.code() == ErrorCode.UNKNOWN_FIELD) {
            String hint = refused.detail().replaceFirst("^is not a known field", "unknown key");
            return new ConfigError(name, line(key), key, hint, refused.nearest().orElse(null));
        }
        return error(key, line(key), refused.detail());
    }

    /** A mistake at {@code key}. */
    ConfigError error(String key, String detail) {
        return error(key, line(key), detail);
    }

    private ConfigError error(String key, int line, String detail) {
        return new ConfigError(name, line, key, detail, null);
    }

    /** Name of the file. */
    String name() {
        return name;
    }

    /** Line of the key, or of the closest one above it that is written. */
    private int line(String key) {
        String path = key;
        while (!path.isEmpty()) {
            Integer line = lines.get(path);
            if (line != null) {
                return line;
            }
            path = path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
        }
        return 1;
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    private @Nullable Object value(Node node, String path, int depth) {
        // Aliases can make a small file large, or without end.
        if (depth > Limits.JSON_DEPTH || ++nodes > 100_000) {
            throw error(path, line(node), "is nested too deeply or refers to itself");
        }
        return switch (node) {
            case MappingNode mapping -> object(mapping, path, depth);
            case SequenceNode sequence -> array(sequence, path, depth);
            case ScalarNode scalar -> scalar(scalar, path);
            case AnchorNode alias -> value(alias.getRealNode(), path, depth);
            default -> throw error(path, line(node), "is not supported");
        };
    }

    private JsonObject object(MappingNode mapping, String path, int depth) {
        JsonObject object = new JsonObject();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode scalar)) {
                throw error(path, line(entry.getKeyNode()), "has a key that is not a word");
            }
            String key = scalar.getValue();
            String at = path.isEmpty() ? key : path + "." + key;
            if (object.containsKey(key)) {
                throw error(at, line(scalar), "is given twice, first in line " + lines.get(at));
            }
            lines.put(at, line(scalar));
            object.put(key, value(entry.getValueNode(), at, depth + 1));
        }
        return object;
    }

    private JsonArray array(SequenceNode sequence, String path, int depth) {
        JsonArray array = new JsonArray();
        for (Node item : sequence.getValue()) {
            String at = path + "[" + array.size() + "]";
            lines.put(at, line(item));
            array.add(value(item, at, depth + 1));
        }
        return array;
    }

    private @Nullable Object scalar(ScalarNode scalar, String path) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        try {
            if (tag.equals(Tag.NULL)) {
                return null;
            }
            if (tag.equals(Tag.BOOL)) {
                return Boolean.valueOf(text);
            }
            if (tag.equals(Tag.INT)) {
                BigInteger whole = new BigInteger(text);
                return whole.bitLength() < 32
                        ? (Number) whole.intValue()
                        : whole.bitLength() < 64 ? whole.longValue() : whole;
            }
            if (tag.equals(Tag.FLOAT)) {
                double number = Double.parseDouble(text);
                if (Double.isFinite(number)) {
                    return number;
                }
                throw error(path, line(scalar), "must be a finite number, got " + text);
            }
        } catch (NumberFormatException notOne) {
            throw error(path, line(scalar), "must be a finite number, got " + oneLine(text));
        }
        if (tag.equals(Tag.STR)) {
            return text;
        }
        throw error(path, line(scalar), "has the tag " + oneLine(tag.getValue()) + ", which is not supported");
    }

    private static String oneLine(@Nullable String text) {
        String line = text == null ? "unreadable" : text.lines().findFirst().orElse("unreadable");
        return line.length() > 200 ? line.substring(0, 200) + ".." : line;
    }
}
