package io.granger.examples.document;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;

/** Text of PDF files by Apache PDFBox: as the file draws it, sorted by place on the page, or of the first pages only. */
public final class PdfBoxText implements TextExtractor {

    private static final int SKIMMED_PAGES = 2;
    private static final int MAX_PAGES = 1_000;

    private final boolean sortedByPlace;
    private final int lastPage;

    private PdfBoxText(boolean sortedByPlace, int lastPage) {
        this.sortedByPlace = sortedByPlace;
        this.lastPage = lastPage;
    }

    /** In the order in which the file draws its text. */
    public static PdfBoxText plain() {
        return new PdfBoxText(false, MAX_PAGES);
    }

    /** Sorted from top to bottom and left to right, as it stands on the page. */
    public static PdfBoxText sortedByPlace() {
        return new PdfBoxText(true, MAX_PAGES);
    }

    /** Of the first two pages only: cheap, and enough for a short document. */
    public static PdfBoxText skimming() {
        return new PdfBoxText(false, SKIMMED_PAGES);
    }

    @Override
    public Extraction extract(Path file, WorkLimit limit) throws IOException, UnreadableDocument {
        try (PDDocument document = PdfFile.open(file)) {
            if (!document.getCurrentAccessPermission().canExtractContent()) {
                throw new UnreadableDocument("the PDF's owner forbids taking its text");
            }
            BoundedText text = new BoundedText(limit);
            int pages = document.getNumberOfPages();
            boolean cut = pages > lastPage;
            read(document, text, limit);
            return new Extraction(
                    text.text(), cut || text.isTruncated(), PdfFile.title(document), OptionalInt.of(pages));
        }
    }

    private void read(PDDocument document, BoundedText text, WorkLimit limit) throws IOException, UnreadableDocument {
        PDFTextStripper stripper = new PDFTextStripper() {
            @Override
            protected void startPage(PDPage page) throws IOException {
                limit.check();
            }
        };
        stripper.setSortByPosition(sortedByPlace);
        stripper.setEndPage(lastPage);
        try {
            stripper.writeText(document, text);
        } catch (BoundedText.Full full) {
            // What fits is kept, and the extraction says that there was more.
        } catch (WorkLimit.OutOfTime slow) {
            throw slow;
        } catch (IOException | RuntimeException broken) {
            throw new UnreadableDocument("the PDF is broken: " + broken.getMessage());
        }
    }
}
