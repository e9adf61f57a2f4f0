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

            assertThat(written.getInt()).isEqualTo(expected.length);
            assertThat(written.slice()).isEqualTo(ByteBuffer.wrap(expected));
        }
    }

    @Test
    void body_afterLargerOnes_nothingOfThem() {
        for (int length : new int[] {10, 5_000, 200_000, 10}) {
            var large = "x".repeat(length);

            assertThat(body.body(out -> out.text(large))).hasSize(Integer.BYTES + length);
            assertThat(body.body(out -> out.longer(7)))
                    .isEqualTo(ByteBuffer.allocate(Long.BYTES).putLong(7).array());
        }
    }

    @Test
    void body_writerThatBreaks_nextOneWhole() {
        assertThatThrownBy(() -> body.body(out -> {
                    out.integer(1);
                    throw new IllegalStateException("half way");
                }))
                .hasMessage("half way");

        assertThat(body.body(out -> out.integer(2))).containsExactly(0, 0, 0, 2);
    }
}
