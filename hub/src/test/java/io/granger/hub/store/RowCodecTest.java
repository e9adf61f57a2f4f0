package io.granger.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.granger.hub.store.StoreFailure.Kind;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The binary form: exact, small, and never taken for something it is not. */
class RowCodecTest {

    @Example
    void encode_fourCandidatesAndSixteenStateValues_takesLessThanAKibibyte() {
        ExperienceRow row = Samples.row(123_456, 2);
        assertThat(row.decision().candidates()).hasSize(4);
        assertThat(row.decision().stepWidth()).isEqualTo(16);
        assertThat(RowCodec.encodeRow(row)).hasSizeLessThanOrEqualTo(1_024);
    }

    @Example
    void encode_startsWithTheVersion() {
        assertThat(RowCodec.encodeRow(Samples.row(1, 1))[0]).isEqualTo((byte) 1);
    }

    @Property(seed = "1", tries = 500)
    void roundTrip_anyRow_isExact(@ForAll long seed) {
        ExperienceRow row = new RandomRows(seed).row();
        byte[] bytes = RowCodec.encodeRow(row);
        ExperienceRow back = RowCodec.decodeRow(bytes);
        assertThat(back).isEqualTo(row);
        assertThat(RowCodec.encodeRow(back)).isEqualTo(bytes);
        assertThat(RowCodec.decisionId(bytes)).isEqualTo(row.decision().decisionId());
    }

    @Property(seed = "1", tries = 200)
    void roundTrip_decisions_areExact(@ForAll long seed, @ForAll @IntRange(max = 5) int n) {
        RandomRows random = new RandomRows(seed);
        List<Decision> decisions =
                java.util.stream.Stream.generate(random::decision).limit(n).toList();
        assertThat(RowCodec.decodeDecisions(RowCodec.encodeDecisions(decisions)))
                .isEqualTo(decisions);
    }

    @Example
    void encoder_usedAgain_writesTheSame() {
        RowEncoder encoder = new RowEncoder();
        encoder.row(new RandomRows(7).row());
        assertThat(encoder.row(Samples.row(1, 1))).isEqualTo(RowCodec.encodeRow(Samples.row(1, 1)));
    }

    @Example
    void decode_everyTruncation_isRefused() {
        byte[] bytes = RowCodec.encodeRow(Samples.row(1, 1));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(StoreFailure.class)
                    .isThrownBy(() -> RowCodec.decodeRow(cut))
                    .matches(failure -> failure.kind() == Kind.DAMAGED)
                    .withMessageContaining("experience row");
        }
    }

    @Example
    void decode_everyByteChanged_isRefused() {
        byte[] bytes = RowCodec.encodeRow(Samples.row(1, 1));
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 + at % 255);
            assertThatExceptionOfType(StoreFailure.class).isThrownBy(() -> RowCodec.decodeRow(damaged));
        }
    }

    @Example
    void decode_newerVersion_namesBothVersions() {
        byte[] bytes = RowCodec.encodeRow(Samples.row(1, 1));
        bytes[0] = 9;
        assertThatExceptionOfType(StoreFailure.class)
                .isThrownBy(() -> RowCodec.decodeRow(bytes))
                .withMessage("experience row has format version 9, this program reads 1");
    }

    @Example
    void decode_decisionsAsRow_isRefused() {
        byte[] bytes = RowCodec.encodeDecisions(List.of(Samples.decision(1, 1)));
        assertThatExceptionOfType(StoreFailure.class)
                .isThrownBy(() -> RowCodec.decodeRow(bytes))
                .withMessageContaining("kind");
    }

    /** A checksum can be right by malice: even then there is a row or a reason, and nothing else. */
    @Property(seed = "1", tries = 2_000)
    void decode_forgedBytes_givesARowOrAReason(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = RowCodec.encodeRow(new RandomRows(seed).row());
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[2 + random.nextInt(bytes.length - 6)] = (byte) random.nextInt();
        }
        seal(bytes);
        try {
            assertThat(RowCodec.decodeRow(bytes)).isNotNull();
        } catch (StoreFailure refused) {
            assertThat(refused.kind()).isEqualTo(Kind.DAMAGED);
        } catch (RuntimeException other) {
            fail("not a reason: " + other, other);
        }
    }

    private static void seal(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 4, (int) crc.getValue());
    }
}
