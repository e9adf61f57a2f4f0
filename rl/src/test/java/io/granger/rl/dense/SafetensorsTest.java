package io.granger.rl.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SafetensorsTest {

    private static final String A = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

    /** A file put together by hand from the format's description. */
    @Test
    void read_fileByHand() {
        byte[] file = file(
                "{\"__metadata__\":{\"by\":\"hand\"},\"b\":{\"dtype\":\"F32\",\"shape\":[1,1],"
                        + "\"data_offsets\":[8,12]}," + A + "}",
                1.5f,
                -2,
                3);
        assertThat(Safetensors.read(file))
                .isEqualTo(Map.of(
                        "a", new Tensor(List.of(2), new float[] {1.5f, -2}),
                        "b", new Tensor(List.of(1, 1), new float[] {3})));
    }

    @Test
    void write_bytesByHand() {
        byte[] file = Safetensors.write(Map.of("a", new Tensor(List.of(2), new float[] {1.5f, -2})));
        String header = "{" + A + "}";
        int padded = (header.length() + 7) / 8 * 8;
        assertThat(file).isEqualTo(file(header + " ".repeat(padded - header.length()), 1.5f, -2));
    }

    @Test
    void read_whatWasWritten() {
        Map<String, Tensor> tensors = Networks.tiny().tensors();
        Map<String, Tensor> read = Safetensors.read(Safetensors.write(tensors));
        assertThat(read).isEqualTo(tensors);
        assertThat(new ArrayList<>(read.keySet())).isEqualTo(new ArrayList<>(tensors.keySet()));
    }

    @Test
    void read_badFiles_refused() {
        String b = ",\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":";
        refused(new byte[7], "at least 8 bytes");
        refused(Arrays.copyOf(file("{" + A + "}", 1, 2), 40), "header must be in");
        refused(file("{" + A + "}", 1), "tensors must fill 4 bytes, fill 8");
        refused(file("{" + A + "}", 1, 2, 3), "tensors must fill 12 bytes, fill 8");
        refused(file("{" + A + b + "[4,8]}}", 1, 2), "tensor b must begin at byte 8, begins at 4");
        refused(file("{" + A + b + "[12,16]}}", 1, 2, 3, 4), "tensor b must begin at byte 8, begins at 12");
        refused(file("{" + A + b + "[8,16]}}", 1, 2, 3, 4), "tensor b of shape [1] must have 4 bytes, has 8");
        refused(file("{" + A + b + "[8,4]}}", 1, 2, 3), "must have a begin and an end");
        refused(file("{" + A + b + "[-8,4]}}", 1, 2, 3), "whole numbers as data_offsets");
        refused(file("{" + A.replace("F32", "F16") + "}", 1, 2), "must be of F32, is of F16");
        refused(file("{" + A.replace("[2]", "[99999999,99999999]") + "}", 1, 2), "bad shape");
        refused(file("{" + A.replace("[2]", "[0]") + "}", 1, 2), "bad shape");
        refused(file("{" + A + "," + A + "}", 1, 2), "each key once, not 'a' again");
        refused(file("{" + A + ",\"__metadata__\":{\"x\":1}}", 1, 2), "must be strings by name");
        refused(file(" {" + A + "}", 1, 2), "begin with '{'");
        refused(file("{" + A + "}x", 1, 2), "must have the end");
        refused(file("{" + A + "}", 1, Float.NaN), "weights a must be finite, number 1 is NaN");
        refused(file("{" + A + "}", Float.NEGATIVE_INFINITY, 1), "number 0 is -Infinity");
    }

    @Test
    void read_headerLongerThanAllowed() {
        byte[] file = file("{" + A + "}", 1, 2);
        file[7] = (byte) 0x80;
        refused(file, "is 9223372036854775");
        refused(file("{" + A + " ".repeat(Safetensors.MAX_HEADER_BYTES) + "}", 1, 2), "header must be in [2, 1048576]");
    }

    @Test
    void write_notFinite_refused() {
        assertThatThrownBy(() -> Safetensors.write(Map.of("a", new Tensor(List.of(1), new float[] {Float.NaN}))))
                .isInstanceOf(NetworkRejected.class);
    }

    /** Whatever bytes are changed, cut or added: weights come out, or the one exception that says no. */
    @Property(seed = "1", tries = 2000)
    void read_damagedFile(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] file = Safetensors.write(Networks.tiny().tensors());
        byte[] damaged = Arrays.copyOf(file, random.nextInt(4) > 0 ? file.length : random.nextInt(2 * file.length));
        for (int i = random.nextInt(1, 4); i > 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        try {
            Safetensors.read(damaged).values().forEach(tensor -> tensor.requireFinite("any"));
        } catch (NetworkRejected refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
    }

    private static void refused(byte[] file, String message) {
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(NetworkRejected.class)
                .hasMessageContaining(message);
    }

    private static byte[] file(String header, float... numbers) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate(8 + json.length + 4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        for (float number : numbers) {
            file.putFloat(number);
        }
        return file.array();
    }

    @Test
    void readBytes_asWritten_andNeverTakenForNumbers() {
        byte[] file = Safetensors.writeBytes(Map.of("a", new byte[] {1, 2, 3, 4}));

        assertThat(Safetensors.readBytes(file).get("a")).containsExactly(1, 2, 3, 4);
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(NetworkRejected.class)
                .hasMessageContaining("must be of F32, is of U8");
    }
}
