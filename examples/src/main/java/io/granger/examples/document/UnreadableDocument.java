package io.granger.examples.document;

/** A document that cannot be read, with the reason in words for a person; the same document will fail again. */
public final class UnreadableDocument extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableDocument(String message) {
        super(message);
    }

    /** The reason. */
    public String reason() {
        String message = getMessage();
        return message == null ? "unreadable" : message;
    }
}
