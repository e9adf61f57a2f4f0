package io.granger.hub.store;

import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import java.util.List;
import java.util.function.Function;

/**
 * The binary form of experience rows and of open decisions, in the store and in the replay buffer.
 *
 * <p>A round trip is exact, bit for bit. A row of four candidates with eleven features each and sixteen state values
 * takes well under 1 KiB. Layout: version byte, kind byte, body, CRC-32C of all that. In the body numbers are varints
 * (signed ones zigzag), features are float32 and other numbers float64, little-endian; arrays are a count, a bit for
 * each value that is not zero, and those values; a string is 0, length and UTF-8 the first time and its number in the
 * order of first occurrence afterwards; enums are the codes in {@link Codes}. A decision id is left out when it is the
 * usual {@code TASK.EPOCH-seq}. Safe from any thread.
 */
public final class RowCodec {

    static final int VERSION = 1;
    static final int KIND_ROW = 1;
    static final int KIND_DECISIONS = 2;

    private RowCodec() {}

    /** The bytes of a row. */
    public static byte[] encodeRow(ExperienceRow row) {
        return new RowEncoder().row(row);
    }

    /** The row in these bytes; {@link StoreFailure} says why when they are truncated, damaged or of another version. */
    public static ExperienceRow decodeRow(byte[] bytes) {
        return decode(bytes, KIND_ROW, "experience row", RowDecoder::row);
    }

    /** The decision of the row in these bytes, read without the rest; refuses truncated and damaged ones as {@link #decodeRow} does. */
    static String decisionId(byte[] bytes) {
        return new RowDecoder(new RowReader(bytes, VERSION, KIND_ROW, "experience row")).decisionId();
    }

    /** The bytes of a list of decisions. */
    public static byte[] encodeDecisions(List<Decision> decisions) {
        return new RowEncoder().decisions(decisions);
    }

    /** The decisions in these bytes; refuses as {@link #decodeRow} does. */
    public static List<Decision> decodeDecisions(byte[] bytes) {
        return decode(bytes, KIND_DECISIONS, "list of open decisions", RowDecoder::decisions);
    }

    static String plainId(String taskId, int epoch, int seq) {
        return taskId + "." + epoch + "-" + seq;
    }

    private static <T> T decode(byte[] bytes, int kind, String what, Function<RowDecoder, T> read) {
        RowReader in = new RowReader(bytes, VERSION, kind, what);
        try {
            T value = read.apply(new RowDecoder(in));
            in.finish();
            return value;
        } catch (IllegalArgumentException refused) {
            throw new StoreFailure(StoreFailure.Kind.DAMAGED, what + " holds impossible values", refused);
        }
    }
}
