package io.granger.hub.train;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/**
 * A data set to train and evaluate on: a file of {@link LoggedRow} lines, in the order the decisions closed.
 *
 * @param hash of its content, and its name
 * @param rows lines
 * @param outcomes outcomes joined to them
 * @param imported how many of the rows came from elsewhere
 */
public record Snapshot(String hash, Path file, long rows, long outcomes, long imported) {
    /** As shown. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("snapshot", hash)
                .put("file", file.toAbsolutePath().toString())
                .put("rows", rows)
                .put("outcomes", outcomes)
                .put("imported", imported);
    }
}
