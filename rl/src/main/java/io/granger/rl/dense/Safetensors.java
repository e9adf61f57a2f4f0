package io.granger.rl.dense;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Weights as a safetensors file: nothing in it can run, and nothing of it is used before all of it was checked.
 *
 * <p>Format of huggingface/safetensors: a 64-bit little-endian length, a JSON header of that many bytes, then the numbers. Of its types
 * {@code F32} is read and written for numbers, {@code U8} for bytes, never both in one file. Pure; safe from any thread.
 */
public final class Safetensors {

    /** The longest header. */
    public static final int MAX_HEADER_BYTES = 1 << 20;
    /** The most tensors. */
    public static final int MAX_TENSORS = 1024;

    private static final String METADATA = "__metadata__";
    private static final String TYPE = "F32";
    private static final String BYTES = "U8";

    private Safetensors() {}

    /** The file of these tensors, in their order; refuses numbers that are not finite. */
    public static byte[] write(Map<String, Tensor> tensors) {
        Map<String, Object> header = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            requireName(entry.getKey());
            entry.getValue().requireFinite(entry.getKey());
            long end = bytes + 4L * entry.getValue().size();
            header.put(entry.getKey(), description(TYPE, entry.getValue().dimensions(), bytes, end));
            bytes = end;
        }
        ByteBuffer file = begin(header, bytes);
        for (Tensor tensor : tensors.values()) {
            for (float value : tensor.values()) {
                file.putFloat(value);
            }
        }
        return file.array();
    }

    /** The file of these byte strings, in their order, each a tensor of one dimension. */
    public static byte[] writeBytes(Map<String, byte[]> strings) {
        Map<String, Object> header = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<String, byte[]> entry : strings.entrySet()) {
            requireName(entry.getKey());
            int length = entry.getValue().length;
            header.put(entry.getKey(), description(BYTES, List.of(length), bytes, bytes + length));
            bytes += length;
        }
        ByteBuffer file = begin(header, bytes);
        strings.values().forEach(file::put);
        return file.array();
    }

    private static Map<String, Object> description(String type, List<Integer> shape, long begin, long end) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("dtype", type);
        description.put("shape", shape);
        description.put("data_offsets", List.of(begin, end));
        return description;
    }

    /** A file of room for so many bytes after its header, standing at the first of them. */
    private static ByteBuffer begin(Map<String, Object> header, long bytes) {
        byte[] json = Json.text(header).getBytes(StandardCharsets.UTF_8);
        // numbers start at a multiple of eight, as readers that map the file expect
        int padded = (json.length + 7) / 8 * 8;
        if (padded > MAX_HEADER_BYTES || header.size() > MAX_TENSORS) {
            throw new NetworkRejected("header must be at most " + MAX_HEADER_BYTES + " bytes of " + MAX_TENSORS
                    + " tensors, is " + padded + " of " + header.size());
        }
        ByteBuffer file =
                ByteBuffer.allocate(Math.toIntExact(8 + padded + bytes)).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(padded).put(json);
        for (int i = json.length; i < padded; i++) {
            file.put((byte) ' ');
        }
        return file;
    }

    /**
     * The tensors of a file, in the order of their numbers; throws {@link NetworkRejected} for one that is cut short or goes on too long,
     * whose tensors overlap, leave a gap or do not fit their shape, that names another type, or holds a number that is not finite.
     */
    public static Map<String, Tensor> read(byte[] file) {
        Content content = content(file, TYPE, 4);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        content.spans.forEach(span -> tensors.put(span.name, tensor(span, content.numbers)));
        return Collections.unmodifiableMap(tensors);
    }

    /** The byte strings of a file, in their order; throws {@link NetworkRejected} as {@link #read} does. */
    public static Map<String, byte[]> readBytes(byte[] file) {
        Content content = content(file, BYTES, 1);
        Map<String, byte[]> strings = new LinkedHashMap<>();
        for (Span span : content.spans) {
            byte[] string = new byte[(int) (span.end - span.begin)];
            content.numbers.get((int) span.begin, string);
            strings.put(span.name, string);
        }
        return Collections.unmodifiableMap(strings);
    }

    private record Content(List<Span> spans, ByteBuffer numbers) {}

    private static Content content(byte[] file, String type, int bytesEach) {
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < 8) {
            throw new NetworkRejected("weights must have at least 8 bytes, have " + file.length);
        }
        long length = all.getLong();
        if (length < 2 || length > Math.min(MAX_HEADER_BYTES, file.length - 8)) {
            throw new NetworkRejected("header must be in [2, " + Math.min(MAX_HEADER_BYTES, file.length - 8)
                    + "] bytes, is " + Long.toUnsignedString(length));
        }
        List<Span> spans = spans(header(all.slice(8, (int) length)), type, bytesEach);
        ByteBuffer numbers =
                all.slice((int) (8 + length), (int) (file.length - 8 - length)).order(ByteOrder.LITTLE_ENDIAN);
        requireSeamless(spans, numbers.remaining());
        return new Content(spans, numbers);
    }

    /** Where the numbers of one tensor are. */
    private record Span(String name, List<Integer> dimensions, long begin, long end) {}

    private static Map<String, Object> header(ByteBuffer bytes) {
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException notText) {
            throw new NetworkRejected("header must be UTF-8, is not");
        }
        if (text.charAt(0) != '{') {
            throw new NetworkRejected("header must begin with '{'");
        }
        return Json.object(text.toString());
    }

    private static List<Span> spans(Map<String, Object> header, String type, int bytesEach) {
        List<Span> spans = new ArrayList<>();
        header.forEach((name, value) -> {
            if (name.equals(METADATA)) {
                requireMetadata(value);
            } else {
                spans.add(span(name, value, type, bytesEach));
            }
        });
        if (spans.size() > MAX_TENSORS) {
            throw new NetworkRejected("tensors must be at most " + MAX_TENSORS + ", are " + spans.size());
        }
        spans.sort(Comparator.comparingLong(Span::begin).thenComparingLong(Span::end));
        return spans;
    }

    private static void requireMetadata(Object value) {
        if (!(value instanceof Map<?, ?> map) || !map.values().stream().allMatch(String.class::isInstance)) {
            throw new NetworkRejected(METADATA + " must be strings by name");
        }
    }

    private static Span span(String name, Object value, String type, int bytesEach) {
        requireName(name);
        if (!(value instanceof Map<?, ?> map) || !map.keySet().equals(Set.of("dtype", "shape", "data_offsets"))) {
            throw new NetworkRejected("tensor " + name + " must have exactly dtype, shape and data_offsets");
        }
        if (!type.equals(map.get("dtype"))) {
            throw new NetworkRejected("tensor " + name + " must be of " + type + ", is of " + map.get("dtype"));
        }
        List<Long> shape = integers(name, "shape", map.get("shape"));
        List<Long> offsets = integers(name, "data_offsets", map.get("data_offsets"));
        if (offsets.size() != 2 || offsets.get(1) < offsets.get(0)) {
            throw new NetworkRejected("tensor " + name + " must have a begin and an end, has " + offsets);
        }
        long size = 1;
        List<Integer> dimensions = new ArrayList<>();
        for (long dimension : shape) {
            if (dimension < 1 || dimension > Integer.MAX_VALUE || size > Integer.MAX_VALUE / dimension) {
                throw new NetworkRejected("tensor " + name + " has a bad shape " + shape);
            }
            size *= dimension;
            dimensions.add((int) dimension);
        }
        long bytes = offsets.get(1) - offsets.get(0);
        if (bytes != bytesEach * size) {
            throw new NetworkRejected("tensor " + name + " of shape " + shape + " must have " + bytesEach * size
                    + " bytes, has " + bytes);
        }
        return new Span(name, dimensions, offsets.get(0), offsets.get(1));
    }

    private static List<Long> integers(String name, String key, @Nullable Object value) {
        List<Long> integers = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Double number && number >= 0 && number <= 1L << 53 && number % 1 == 0) {
                    integers.add(number.longValue());
                }
            }
            if (integers.size() == list.size()) {
                return integers;
            }
        }
        throw new NetworkRejected("tensor " + name + " must have whole numbers as " + key + ", has " + value);
    }

    private static void requireSeamless(List<Span> spans, int bytes) {
        long expected = 0;
        for (Span span : spans) {
            if (span.begin != expected) {
                throw new NetworkRejected(
                        "tensor " + span.name + " must begin at byte " + expected + ", begins at " + span.begin);
            }
            expected = span.end;
        }
        if (expected != bytes) {
            throw new NetworkRejected("tensors must fill " + bytes + " bytes, fill " + expected);
        }
    }

    private static Tensor tensor(Span span, ByteBuffer numbers) {
        float[] values = new float[(int) ((span.end - span.begin) / 4)];
        numbers.position((int) span.begin);
        numbers.asFloatBuffer().get(values);
        Tensor tensor = new Tensor(span.dimensions, values);
        tensor.requireFinite(span.name);
        return tensor;
    }

    private static void requireName(String name) {
        if (name.isEmpty() || name.equals(METADATA) || name.length() > 256) {
            throw new NetworkRejected(
                    "a tensor's name must have 1 to 256 characters and not be " + METADATA + ", is '" + name + "'");
        }
    }
}
