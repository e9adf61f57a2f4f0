package io.granger.rl.dense;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A network on its way from where it was trained to where it scores: a JSON manifest and its weights as {@link Safetensors}.
 *
 * <p>The manifest: {@code schema} ({@value #SCHEMA}), {@code layout} (the features it was trained on), {@code shape}, {@code
 * hyperParameters}, {@code weightsSha256}, and {@code golden} choices with the scores the trainer saw.
 *
 * @param manifest JSON text
 * @param weights a safetensors file; not copied, do not change it
 */
@SuppressWarnings("ArrayRecordComponent") // a file's bytes, handed on as they are
public record PackedNetwork(String manifest, byte[] weights) {

    /** Names the only form of manifest that is read. */
    public static final String SCHEMA = "granger.network/1";

    private static final Set<String> KEYS =
            Set.of("schema", "layout", "shape", "hyperParameters", "weightsSha256", "golden");

    /**
     * Packs a network, after checking that it scores the golden choices as its trainer did.
     *
     * @param layout which features states and candidates have, such as the hash of a layout
     * @param hyperParameters whatever it was trained with, by name
     * @param golden at least one
     */
    public static PackedNetwork pack(
            ScoringNetwork network, String layout, Map<String, String> hyperParameters, List<Golden> golden) {
        requireGolden(network, golden);
        byte[] weights = Safetensors.write(network.tensors());
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("schema", SCHEMA);
        manifest.put("layout", layout);
        ScoringShape shape = network.shape();
        Map<String, Object> layers = new LinkedHashMap<>();
        layers.put("state", shape.stateWidth());
        layers.put("trunk", shape.trunk());
        layers.put("candidate", shape.candidateWidth());
        layers.put("head", shape.head());
        layers.put("activation", shape.activation().word());
        manifest.put("shape", layers);
        manifest.put("hyperParameters", new TreeMap<>(hyperParameters));
        manifest.put("weightsSha256", sha256(weights));
        manifest.put("golden", golden.stream().map(PackedNetwork::json).toList());
        return new PackedNetwork(Json.text(manifest), weights);
    }

    /**
     * The network inside; throws {@link NetworkRejected} unless the manifest is complete, the layout is the one asked for, the weights
     * are those it names, fit its shape and are finite, and the golden choices are scored as they were in training.
     */
    public ScoringNetwork open(String layout) {
        Map<String, Object> read = Json.object(manifest);
        if (!read.keySet().equals(KEYS)) {
            throw new NetworkRejected("manifest must have exactly " + KEYS + ", has " + read.keySet());
        }
        requireSame("schema", SCHEMA, read.get("schema"));
        requireSame("layout", layout, read.get("layout"));
        requireSame("weightsSha256", sha256(weights), read.get("weightsSha256"));
        ScoringNetwork network =
                ScoringNetwork.of(shape(object("shape", read.get("shape"))), Safetensors.read(weights));
        List<Golden> golden = new ArrayList<>();
        for (Object one : list("golden", read.get("golden"))) {
            golden.add(golden(object("golden", one)));
        }
        requireGolden(network, golden);
        return network;
    }

    private static void requireGolden(ScoringNetwork network, List<Golden> golden) {
        if (golden.isEmpty()) {
            throw new NetworkRejected("golden choices must be at least 1, are 0");
        }
        for (Golden choice : golden) {
            double difference;
            try {
                difference = choice.largestDifference(network);
            } catch (IllegalArgumentException misfit) {
                throw new NetworkRejected("a golden choice does not fit: " + misfit.getMessage());
            }
            if (!(difference <= Golden.TOLERANCE)) {
                throw new NetworkRejected("scores of a golden choice must be within " + Golden.TOLERANCE
                        + " of the trainer's, are off by " + difference);
            }
        }
    }

    private static Map<String, Object> json(Golden golden) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", numbers(golden.state()));
        json.put(
                "candidates",
                Arrays.stream(golden.candidates()).map(PackedNetwork::numbers).toList());
        json.put("scores", numbers(golden.scores()));
        return json;
    }

    private static Golden golden(Map<String, Object> json) {
        List<?> rows = list("candidates", json.get("candidates"));
        float[][] candidates = new float[rows.size()][];
        for (int i = 0; i < candidates.length; i++) {
            candidates[i] = floats("candidates", rows.get(i));
        }
        try {
            return new Golden(floats("state", json.get("state")), candidates, floats("scores", json.get("scores")));
        } catch (IllegalArgumentException misfit) {
            throw new NetworkRejected("a golden choice is bad: " + misfit.getMessage());
        }
    }

    private static ScoringShape shape(Map<String, Object> json) {
        try {
            return new ScoringShape(
                    whole("state", json.get("state")),
                    widths("trunk", json.get("trunk")),
                    whole("candidate", json.get("candidate")),
                    widths("head", json.get("head")),
                    Activation.valueOf(String.valueOf(json.get("activation")).toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException bad) {
            throw new NetworkRejected("shape is bad: " + bad.getMessage());
        }
    }

    private static List<Integer> widths(String name, @Nullable Object value) {
        List<Integer> widths = new ArrayList<>();
        for (Object element : list(name, value)) {
            widths.add(whole(name, element));
        }
        return widths;
    }

    private static int whole(String name, @Nullable Object value) {
        if (value instanceof Double number && number % 1 == 0 && Math.abs(number) <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw new NetworkRejected(name + " must be a whole number, is " + value);
    }

    private static List<Float> numbers(float[] values) {
        List<Float> numbers = new ArrayList<>(values.length);
        for (float value : values) {
            numbers.add(value);
        }
        return numbers;
    }

    private static float[] floats(String name, @Nullable Object value) {
        List<?> list = list(name, value);
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            if (!(list.get(i) instanceof Double number)) {
                throw new NetworkRejected(name + " must be numbers, has " + list.get(i));
            }
            values[i] = number.floatValue();
        }
        return values;
    }

    private static List<?> list(String name, @Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new NetworkRejected(name + " must be a list, is " + value);
    }

    @SuppressWarnings("unchecked") // the reader makes no map with other keys
    private static Map<String, Object> object(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new NetworkRejected(name + " must be an object, is " + value);
    }

    private static void requireSame(String name, String expected, @Nullable Object actual) {
        if (!expected.equals(actual)) {
            throw new NetworkRejected(name + " must be " + expected + ", is " + actual);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PackedNetwork that
                && manifest.equals(that.manifest)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return 31 * manifest.hashCode() + Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return manifest;
    }
}
