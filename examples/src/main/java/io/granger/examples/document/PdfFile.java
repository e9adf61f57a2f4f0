package io.granger.examples.document;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** Opens PDF files with bounded memory, and says in words why one cannot be opened. */
final class PdfFile {

    private static final long MAX_MEMORY_BYTES = 32L << 20;
    private static final long MAX_STORAGE_BYTES = 512L << 20;

    private PdfFile() {}

    /** The document; whoever asks closes it. */
    static PDDocument open(Path file) throws UnreadableDocument {
        try {
            // Streams beyond the memory bound go to a temporary file, up to the second bound.
            return Loader.loadPDF(
                    file.toFile(), "", MemoryUsageSetting.setupMixed(MAX_MEMORY_BYTES, MAX_STORAGE_BYTES).streamCache);
        } catch (InvalidPasswordException locked) {
            throw new UnreadableDocument("the PDF is encrypted and needs a password");
        } catch (IOException | RuntimeException broken) {
            throw new UnreadableDocument("the PDF is broken: " + broken.getMessage());
        }
    }

    static Optional<String> title(PDDocument document) {
        try {
            return Optional.ofNullable(document.getDocumentInformation().getTitle());
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }
}
