package io.granger.examples.document;

import io.granger.sdk.CapabilityDescription;
import io.granger.sdk.SpokeDescription;
import java.util.ArrayList;
import java.util.List;

/** All document spokes of the examples, each with its types, its usual time and its cost; costs are in the demo's own unit. */
public final class DocumentSpokes {

    private static final String TESSERACT = "tesseract";

    private DocumentSpokes() {}

    /** Every spoke that can run on this machine; OCR only where its program is installed. */
    public static List<ExampleSpoke> all(DocumentRoot root, DocumentIndex index) {
        List<ExampleSpoke> spokes = new ArrayList<>(extractors(root));
        if (OcrText.isInstalled(TESSERACT)) {
            spokes.add(ocr(root, TESSERACT));
        }
        spokes.add(new LanguageSpoke());
        spokes.addAll(summarizers());
        spokes.add(new IndexSpoke(index));
        spokes.add(new RatingSpoke(root));
        return spokes;
    }

    /** The spokes with the capability {@code extract-text}. */
    public static List<ExampleSpoke> extractors(DocumentRoot root) {
        // POI reads no rich text files; Tika has a parser of its own for them.
        String[] office = MediaTypes.office().stream()
                .filter(type -> !type.equals(MediaTypes.RTF))
                .toArray(String[]::new);
        List<String> anything = new ArrayList<>(List.of(MediaTypes.PDF, MediaTypes.HTML, MediaTypes.PLAIN_TEXT));
        anything.addAll(MediaTypes.office());
        return List.of(
                extractor("pdfbox-plain", 120, .2, PdfBoxText.plain(), root, MediaTypes.PDF),
                extractor("pdfbox-layout", 150, .3, PdfBoxText.sortedByPlace(), root, MediaTypes.PDF),
                extractor("pdfbox-skim", 60, .1, PdfBoxText.skimming(), root, MediaTypes.PDF),
                extractor("tika", 200, .5, new TikaText(), root, anything.toArray(String[]::new)),
                extractor("jsoup", 60, .1, new HtmlText(), root, MediaTypes.HTML),
                extractor("poi", 100, .2, new OfficeText(), root, office));
    }

    /** The spoke with the capability {@code ocr}, run by this program. */
    public static ExampleSpoke ocr(DocumentRoot root, String program) {
        SpokeDescription description = SpokeDescription.named(TESSERACT, "1.0.0")
                .capability(CapabilityDescription.named("ocr")
                        .accepting(MediaTypes.PDF)
                        .producing(MediaTypes.PLAIN_TEXT)
                        .takingMs(4_000)
                        .costing(2))
                .concurrency(1);
        return new ExtractionSpoke(description, new OcrText(program), root);
    }

    /** The spokes with the capability {@code summarize}. */
    public static List<ExampleSpoke> summarizers() {
        return List.of(
                summarizer("summary-lead", 20, .05, new LeadSummary()),
                summarizer("summary-centroid", 50, .2, new CentroidSummary()),
                summarizer("summary-textrank", 150, .5, new TextRankSummary()));
    }

    private static ExampleSpoke extractor(
            String name, long expectedMs, double cost, TextExtractor extractor, DocumentRoot root, String... types) {
        SpokeDescription description = SpokeDescription.named(name, "1.0.0")
                .capability(CapabilityDescription.named("extract-text")
                        .accepting(types)
                        .producing(MediaTypes.PLAIN_TEXT)
                        .takingMs(expectedMs)
                        .costing(cost))
                .concurrency(2);
        return new ExtractionSpoke(description, extractor, root);
    }

    private static ExampleSpoke summarizer(String name, long expectedMs, double cost, Summarizer summarizer) {
        SpokeDescription description = SpokeDescription.named(name, "1.0.0")
                .capability(CapabilityDescription.named("summarize")
                        .accepting(MediaTypes.PLAIN_TEXT)
                        .producing(MediaTypes.SUMMARY)
                        .takingMs(expectedMs)
                        .costing(cost))
                .concurrency(4);
        return new SummarySpoke(description, summarizer);
    }
}
