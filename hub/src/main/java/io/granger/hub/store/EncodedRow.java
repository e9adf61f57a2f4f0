package io.granger.hub.store;

/**
 * An experience row as stored, not decoded: what the replay buffer is fed with.
 *
 * @param seq its place in the store
 * @param decisionId its id
 * @param bytes what {@link RowCodec} wrote; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and a copy of each row costs too much
public record EncodedRow(long seq, String decisionId, byte[] bytes) {}
