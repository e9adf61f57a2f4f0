package io.granger.examples.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Documents small enough to be written by the test that reads them. */
final class TinyDocuments {

    private TinyDocuments() {}

    /** A PDF with this title and one line of text on each page. */
    static Path pdf(Path file, String title, List<String> pages) throws IOException {
        try (PDDocument document = document(title, pages)) {
            document.save(file.toFile());
        }
        return file;
    }

    /** A PDF that needs this password to be opened. */
    static Path encryptedPdf(Path file, String password) throws IOException {
        try (PDDocument document = document("secret", List.of("nobody reads this"))) {
            document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
            document.save(file.toFile());
        }
        return file;
    }

    /** A PDF whose owner forbids taking its text. */
    static Path forbiddenPdf(Path file) throws IOException {
        try (PDDocument document = document("forbidden", List.of("shown, not taken"))) {
            AccessPermission permission = new AccessPermission();
            permission.setCanExtractContent(false);
            document.protect(new StandardProtectionPolicy("owner", "", permission));
            document.save(file.toFile());
        }
        return file;
    }

    static Path file(Path file, String content) throws IOException {
        return Files.writeString(file, content);
    }

    private static PDDocument document(String title, List<String> pages) throws IOException {
        PDDocument document = new PDDocument();
        document.getDocumentInformation().setTitle(title);
        for (String line : pages) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(72, 700);
                content.showText(line);
                content.endText();
            }
        }
        return document;
    }
}
