package io.granger.examples.document;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Text of scanned PDF files: PDFBox draws the first pages, and the program {@code tesseract} reads the pictures. */
public final class OcrText implements TextExtractor {

    private static final int PAGES = 3;
    private static final float DPI = 150;
    private static final float POINTS_PER_INCH = 72;
    private static final double MAX_PIXELS = 12e6;

    private final String program;

    /** Reads pictures with this program, called as {@code PROGRAM picture.png stdout}. */
    public OcrText(String program) {
        this.program = program;
    }

    /** Whether a program of this name runs here. */
    public static boolean isInstalled(String program) {
        try {
            Process asked = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = asked.waitFor(5, TimeUnit.SECONDS);
            asked.destroyForcibly();
            return ended && asked.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Extraction extract(Path file, WorkLimit limit) throws IOException, UnreadableDocument {
        try (PDDocument document = PdfFile.open(file)) {
            BoundedText text = new BoundedText(limit);
            int pages = document.getNumberOfPages();
            try {
                for (int page = 0; page < Math.min(PAGES, pages); page++) {
                    limit.check();
                    read(picture(document, page), text, limit);
                }
            } catch (BoundedText.Full full) {
                // What fits is kept, and the extraction says that there was more.
            }
            boolean truncated = pages > PAGES || text.isTruncated();
            return new Extraction(text.text(), truncated, PdfFile.title(document), OptionalInt.of(pages));
        }
    }

    private static BufferedImage picture(PDDocument document, int index) throws UnreadableDocument {
        try {
            PDPage page = document.getPage(index);
            double squareInches = (double) page.getCropBox().getWidth()
                    * page.getCropBox().getHeight()
                    / (POINTS_PER_INCH * POINTS_PER_INCH);
            double affordable = Math.sqrt(MAX_PIXELS / Math.max(1e-3, squareInches));
            return new PDFRenderer(document)
                    .renderImageWithDPI(index, (float) Math.min(DPI, affordable), ImageType.GRAY);
        } catch (IOException | RuntimeException broken) {
            throw new UnreadableDocument("page " + (index + 1) + " of the PDF cannot be drawn: " + broken.getMessage());
        }
    }

    private void read(BufferedImage picture, BoundedText text, WorkLimit limit) throws IOException {
        Path png = Files.createTempFile("granger-page-", ".png");
        try {
            ImageIO.write(picture, "png", png.toFile());
            ProcessBuilder builder = new ProcessBuilder(List.of(program, png.toString(), "stdout"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            // Tesseract would take every core for one page; here other spokes work beside it.
            builder.environment().put("OMP_THREAD_LIMIT", "1");
            Process process = builder.start();
            try {
                collect(process, text, limit);
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(png);
        }
    }

    private void collect(Process process, BoundedText text, WorkLimit limit) throws IOException {
        // The clock stops the program, and the end of the program ends the reading below.
        Thread clock = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(limit.leftMs(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException done) {
                // All was read: the program ends by itself.
            }
        });
        try (Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            reader.transferTo(text);
        } finally {
            clock.interrupt();
        }
        limit.check();
        int exit = process.onExit().join().exitValue();
        if (exit != 0) {
            throw new IOException(program + " ended with exit code " + exit);
        }
    }
}
