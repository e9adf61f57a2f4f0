package io.granger.examples.document;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.extractor.ExtractorFactory;
import org.apache.poi.extractor.POITextExtractor;

/** Text of Word, PowerPoint and Excel files by Apache POI. */
public final class OfficeText implements TextExtractor {

    @Override
    public Extraction extract(Path file, WorkLimit limit) throws IOException, UnreadableDocument {
        BoundedText text = new BoundedText(limit);
        try (POITextExtractor extractor = ExtractorFactory.createExtractor(file.toFile())) {
            text.write(extractor.getText());
        } catch (EncryptedDocumentException locked) {
            throw new UnreadableDocument("the document is encrypted and needs a password");
        } catch (BoundedText.Full full) {
            // What fits is kept, and the extraction says that there was more.
        } catch (WorkLimit.OutOfTime slow) {
            throw slow;
        } catch (IOException | RuntimeException broken) {
            throw new UnreadableDocument("the document cannot be parsed: " + broken.getMessage());
        }
        return Extraction.of(text);
    }
}
