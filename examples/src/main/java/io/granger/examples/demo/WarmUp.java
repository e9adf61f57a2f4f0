package io.granger.examples.demo;

import io.granger.sdk.CapabilityDescription;
import io.granger.sdk.SpokeDescription;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A few documents through the spokes beside all tasks, before the demo counts: code is compiled and fonts are found, but nothing is
 * logged and nothing is learnt.
 */
final class WarmUp {

    /** How many documents. */
    static final int DOCUMENTS = 20;

    private final DemoBus bus;
    private final List<SpokeDescription> spokes;

    WarmUp(DemoBus bus, List<SpokeDescription> spokes) {
        this.bus = bus;
        this.spokes = List.copyOf(spokes);
    }

    /** The first documents of an order, one after another. */
    Future<Void> run(DocumentOrder order) {
        return from(0, order);
    }

    private Future<Void> from(int place, DocumentOrder order) {
        return place == DOCUMENTS
                ? Future.succeededFuture()
                : one(place, order.at(place)).compose(done -> from(place + 1, order));
    }

    private Future<Void> one(int turn, DemoDocument document) {
        JsonObject input = document.input(-1);
        return tried(turn, "extract-text", document.type(), input)
                .compose(text -> text.containsKey("text") ? read(turn, input, text) : Future.succeededFuture());
    }

    private Future<Void> read(int turn, JsonObject input, JsonObject text) {
        JsonObject step = new JsonObject().put("input", input).put("output", text);
        return Future.all(
                        tried(turn, "rate-text", "application/json", step),
                        tried(turn, "detect-language", "text/plain", text),
                        tried(turn, "summarize", "text/plain", text))
                .mapEmpty();
    }

    /** The output of one of the spokes that can; nothing when it failed or there is none. */
    private Future<JsonObject> tried(int turn, String capability, String type, JsonObject input) {
        List<String> able = spokes.stream()
                .filter(spoke -> spoke.capabilities().stream().anyMatch(each -> takes(each, capability, type)))
                .map(SpokeDescription::name)
                .toList();
        return able.isEmpty()
                ? Future.succeededFuture(new JsonObject())
                : bus.trySpoke(able.get(turn % able.size()), capability, input)
                        .map(answer -> answer.getJsonObject("output", new JsonObject()))
                        .otherwise(new JsonObject());
    }

    private static boolean takes(CapabilityDescription each, String capability, String type) {
        return each.name().equals(capability)
                && (each.accepts().contains(type) || each.accepts().contains("*/*"));
    }
}
