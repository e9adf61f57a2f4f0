package io.granger.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final byte[] SAVED = new SnapshotWriter(7, 1)
            .putInt(3)
            .putLong(1L << 40)
            .putString("größer")
            .putDoubles(new double[] {.1, -0.0})
            .finish();

    @Test
    void read_whatWasWritten() {
        SnapshotReader from = new SnapshotReader(SAVED, 7, 1);
        assertThat(from.getInt()).isEqualTo(3);
        assertThat(from.getLong()).isEqualTo(1L << 40);
        assertThat(from.getString()).isEqualTo("größer");
        assertThat(from.getDoubles("numbers", 2)).containsExactly(.1, -0.0);
        from.finish();
    }

    @Test
    void write_layout_littleEndian() {
        byte[] saved = new SnapshotWriter(2, 1).putInt(258).finish();
        assertThat(Arrays.copyOf(saved, 16)).containsExactly('G', 'R', 'L', 'S', 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 0, 0);
        assertThat(saved).hasSize(20);
    }

    @Test
    void write_moreThanTheFirstBuffer_allThere() {
        double[] many = new double[5000];
        Arrays.setAll(many, i -> i / 7.0);
        byte[] saved =
                new SnapshotWriter(1, 1).putInt(1).putDoubles(many).putInt(2).finish();
        SnapshotReader from = new SnapshotReader(saved, 1, 1);
        assertThat(from.getInt()).isEqualTo(1);
        assertThat(from.getDoubles("many", 5000)).containsExactly(many);
        assertThat(from.getInt()).isEqualTo(2);
    }

    @Test
    void read_anyBitFlipped_refused() {
        for (int bit = 0; bit < SAVED.length * 8; bit++) {
            byte[] damaged = SAVED.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            refused(damaged, "");
        }
    }

    @Test
    void read_cutShortAnywhere_refused() {
        for (int length = 0; length < SAVED.length; length++) {
            refused(Arrays.copyOf(SAVED, length), "");
        }
    }

    @Test
    void read_otherKindOrVersion_refusedWithBoth() {
        assertThatExceptionOfType(SnapshotRejected.class)
                .isThrownBy(() -> new SnapshotReader(SAVED, 8, 1))
                .withMessage("snapshot kind must be 8, is 7");
        assertThatExceptionOfType(SnapshotRejected.class)
                .isThrownBy(() -> new SnapshotReader(SAVED, 7, 2))
                .withMessage("snapshot version must be 2, is 1");
    }

    @Test
    void finish_bytesLeft_refused() {
        SnapshotReader from = new SnapshotReader(SAVED, 7, 1);
        assertThatExceptionOfType(SnapshotRejected.class).isThrownBy(from::finish);
    }

    @Test
    void getDoubles_notFinite_refused() {
        byte[] saved =
                new SnapshotWriter(1, 1).putDoubles(new double[] {Double.NaN}).finish();
        SnapshotReader from = new SnapshotReader(saved, 1, 1);
        assertThatExceptionOfType(SnapshotRejected.class)
                .isThrownBy(() -> from.getDoubles("mean", 1))
                .withMessage("mean must be finite, is NaN");
    }

    private static void refused(byte[] bytes, String reason) {
        assertThatExceptionOfType(SnapshotRejected.class)
                .isThrownBy(() -> new SnapshotReader(bytes, 7, 1))
                .withMessageContaining(reason);
    }
}
