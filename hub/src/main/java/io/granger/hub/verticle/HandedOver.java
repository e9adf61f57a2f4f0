package io.granger.hub.verticle;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;

/**
 * A message that its maker does not touch again, and nothing in it. The bus copies an object for whoever receives it in the same
 * process; this one it hands over as it is.
 */
public final class HandedOver extends JsonObject {

    /** An empty one with room for so many entries. */
    public HandedOver(int entries) {
        super(LinkedHashMap.newLinkedHashMap(entries));
    }

    /** The same entries, for the receiver. */
    @Override
    public JsonObject copy() {
        return new JsonObject(getMap());
    }
}
