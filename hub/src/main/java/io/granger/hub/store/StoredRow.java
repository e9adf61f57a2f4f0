package io.granger.hub.store;

import io.granger.routing.ExperienceRow;

/**
 * An experience row with its place in the store.
 *
 * @param seq grows with every row this store commits and is never used twice; there may be gaps
 * @param row the row
 */
public record StoredRow(long seq, ExperienceRow row) {}
