package io.granger.examples.document;

import java.io.IOException;
import java.nio.file.Path;

/** One way of getting the text out of a document. Safe from any thread. */
public interface TextExtractor {

    /**
     * Reads the text of one file.
     *
     * @throws UnreadableDocument when the document is at fault: encrypted, broken, of another type
     * @throws WorkLimit.OutOfTime when the limit is over before the text was read
     */
    Extraction extract(Path file, WorkLimit limit) throws IOException, UnreadableDocument;
}
