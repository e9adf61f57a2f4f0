package io.granger.hub.task;

/** A JSON object that travels with a task. The life cycle passes it on and never looks inside. */
public interface Payload {
    /** The object as JSON text. */
    String text();

    /** A payload of text alone. */
    static Payload ofText(String text) {
        return new TextPayload(text);
    }

    /** The plain implementation: the text itself. */
    record TextPayload(String text) implements Payload {}
}
