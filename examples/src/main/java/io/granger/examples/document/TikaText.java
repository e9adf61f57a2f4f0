package io.granger.examples.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.tika.exception.AccessPermissionException;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.pdf.AccessChecker;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Text of nearly any document by Apache Tika, without what is embedded in it. */
public final class TikaText implements TextExtractor {

    private final AutoDetectParser parser = new AutoDetectParser();

    @Override
    public Extraction extract(Path file, WorkLimit limit) throws IOException, UnreadableDocument {
        BoundedText text = new BoundedText(limit);
        Metadata metadata = new Metadata();
        try (TikaInputStream stream = TikaInputStream.get(file, metadata)) {
            parser.parse(stream, new BodyContentHandler(text), metadata, context());
        } catch (EncryptedDocumentException locked) {
            throw new UnreadableDocument("the document is encrypted and needs a password");
        } catch (AccessPermissionException forbidden) {
            throw new UnreadableDocument("the PDF's owner forbids taking its text");
        } catch (TikaException | SAXException | RuntimeException | IOException stopped) {
            settle(stopped, limit);
        }
        Optional<String> title = Optional.ofNullable(metadata.get(TikaCoreProperties.TITLE));
        return new Extraction(text.text(), text.isTruncated(), title, OptionalInt.empty());
    }

    /** Returns when the parse only stopped because there was enough text. */
    private static void settle(Exception stopped, WorkLimit limit) throws IOException, UnreadableDocument {
        for (Throwable cause = stopped; cause != null; cause = cause.getCause()) {
            if (cause instanceof BoundedText.Full) {
                return;
            }
        }
        limit.check();
        throw new UnreadableDocument("the document cannot be parsed: " + stopped.getMessage());
    }

    private static ParseContext context() {
        ParseContext context = new ParseContext();
        PDFParserConfig pdf = new PDFParserConfig();
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdf.setAccessChecker(new AccessChecker(true));
        context.set(PDFParserConfig.class, pdf);
        context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
        return context;
    }

    /** Leaves embedded documents alone: they are other documents, and the way by which small files grow large. */
    private static final class NothingEmbedded implements EmbeddedDocumentExtractor {
        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return false;
        }

        @Override
        public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) {
            // Never asked for.
        }
    }
}
