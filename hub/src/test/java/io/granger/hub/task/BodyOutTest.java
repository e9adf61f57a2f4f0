package io.granger.hub.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of a body are its own, whatever was written before. */
class BodyOutTest {
    private static final List<String> TEXTS =
            List.of("", "plain", "\u007f", "\u0080", "caf\u00e9 au lait", "a\ud83d\ude80b");

    private final BodyOut body = new BodyOut();

    @Test
    void text_asciiAndBeyond_lengthAndUtf8() {
        for (var text : TEXTS) {
            var expected = text.getBytes(UTF_8);

            var written = ByteBuffer.wrap(body.body(out -> out.text(text)));

            assertThat(written.get()).isEqualTo((byte) expected.length);
            assertThat(written.slice()).isEqualTo(ByteBuffer.wrap(expected));
        }
    }

    @Test
    void body_afterLargerOnes_nothingOfThem() {
        for (int length : new int[] {10, 5_000, 200_000, 10}) {
            var large = "x".repeat(length);

            // seven bits of the length to a byte
            assertThat(body.body(out -> out.text(large)))
                    .hasSize(length + (length < 128 ? 1 : length < 16_384 ? 2 : 3));
            assertThat(body.body(out -> out.longer(7))).containsExactly(14);
        }
    }

    @Test
    void body_writerThatBreaks_nextOneWhole() {
        assertThatThrownBy(() -> body.body(out -> {
                    out.integer(1);
                    throw new IllegalStateException("half way");
                }))
                .hasMessage("half way");

        assertThat(body.body(out -> out.integer(2))).containsExactly(4);
    }

    @Test
    void longer_byHand_sevenBitsAByteLowestFirstSignLast() {
        assertThat(body.body(out -> out.longer(0))).containsExactly(0);
        assertThat(body.body(out -> out.longer(-1))).containsExactly(1);
        assertThat(body.body(out -> out.longer(63))).containsExactly(126);
        assertThat(body.body(out -> out.longer(64))).containsExactly(0x80, 1);
        // 600 = 0b100_1011000, and one bit for the sign
        assertThat(body.body(out -> out.longer(300))).containsExactly(0x80 | 0b1011000, 0b100);
        assertThat(body.body(out -> out.longer(Long.MIN_VALUE)))
                .containsExactly(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1);
    }
}
