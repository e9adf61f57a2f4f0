package io.granger.examples.document;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.apache.pdfbox.contentstream.PDContentStream;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * Profile of a PDF file: the codes its drawing commands show are counted (Tj, TJ, ' and "), two bytes each in composite fonts. No code
 * is turned into a letter, so no extractor's way of doing that is repeated here. For one document and one thread.
 */
final class PdfProfile {

    private static final int PAGES = 50;
    private static final int MAX_TOKENS = 500_000;
    private static final int MAX_DEPTH = 4;

    private long shown;
    private boolean pictures;
    private int tokens;

    private PdfProfile() {}

    static DocumentProfile of(Path file) {
        try (PDDocument document = PdfFile.open(file)) {
            PdfProfile profile = new PdfProfile();
            int pages = document.getNumberOfPages();
            int visited = Math.min(PAGES, pages);
            for (int index = 0; index < visited; index++) {
                PDPage page = document.getPage(index);
                profile.read(page, page.getResources(), MAX_DEPTH);
            }
            double characters = visited == 0 ? 0 : (double) profile.shown * pages / visited;
            return new DocumentProfile(OptionalDouble.of(characters), profile.pictures, PdfFile.title(document));
        } catch (UnreadableDocument | IOException | RuntimeException unreadable) {
            return DocumentProfile.UNKNOWN;
        }
    }

    private void read(PDContentStream stream, PDResources resources, int depth) throws IOException {
        PDFStreamParser parser = new PDFStreamParser(stream);
        int bytesPerCode = 1;
        COSBase last = COSName.A;
        COSBase beforeLast = COSName.A;
        for (Object token = parser.parseNextToken();
                token != null && tokens < MAX_TOKENS;
                token = parser.parseNextToken()) {
            tokens++;
            if (token instanceof COSBase operand) {
                beforeLast = last;
                last = operand;
            } else if (token instanceof Operator operator) {
                switch (operator.getName()) {
                    case "Tf" -> bytesPerCode = bytesPerCode(beforeLast, resources);
                    case "Tj", "TJ", "'", "\"" -> shown += bytes(last) / bytesPerCode;
                    case "Do" -> draw(last, resources, depth);
                    case "BI" -> pictures = true;
                    default -> {
                        // Lines, colours and places show no text.
                    }
                }
            }
        }
    }

    private void draw(COSBase name, PDResources resources, int depth) throws IOException {
        if (depth == 0 || resources == null || !(name instanceof COSName key)) {
            return;
        }
        PDXObject drawn = resources.getXObject(key);
        if (drawn instanceof PDImageXObject) {
            pictures = true;
        } else if (drawn instanceof PDFormXObject form) {
            read(form, form.getResources() == null ? resources : form.getResources(), depth - 1);
        }
    }

    private static int bytesPerCode(COSBase name, PDResources resources) {
        if (resources == null || !(name instanceof COSName key)) {
            return 1;
        }
        COSDictionary fonts = resources.getCOSObject().getCOSDictionary(COSName.FONT);
        COSDictionary font = fonts == null ? null : fonts.getCOSDictionary(key);
        return font != null && COSName.TYPE0.equals(font.getCOSName(COSName.SUBTYPE)) ? 2 : 1;
    }

    private static long bytes(COSBase operand) {
        if (operand instanceof COSString string) {
            return string.getBytes().length;
        }
        long sum = 0;
        if (operand instanceof COSArray array) {
            for (COSBase part : array) {
                sum += part instanceof COSString string ? string.getBytes().length : 0;
            }
        }
        return sum;
    }
}
