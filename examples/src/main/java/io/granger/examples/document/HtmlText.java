package io.granger.examples.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Text of HTML pages by jsoup: what a browser would show, in the page's order. */
public final class HtmlText implements TextExtractor {

    @Override
    public Extraction extract(Path file, WorkLimit limit) throws IOException, UnreadableDocument {
        Document page;
        try (InputStream stream = Files.newInputStream(file)) {
            page = Jsoup.parse(stream, null, "");
        } catch (IOException | RuntimeException broken) {
            throw new UnreadableDocument("the page cannot be parsed: " + broken.getMessage());
        }
        page.select("script, style, noscript, template").remove();
        BoundedText text = new BoundedText(limit);
        try {
            text.write(page.body().wholeText());
        } catch (BoundedText.Full full) {
            // What fits is kept, and the extraction says that there was more.
        }
        return new Extraction(text.text(), text.isTruncated(), Optional.of(page.title()), OptionalInt.empty());
    }
}
