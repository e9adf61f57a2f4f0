package io.granger.hub.store;

/** Which row has a place in the order of the store. */
public record RowId(long seq, String decisionId) {}
