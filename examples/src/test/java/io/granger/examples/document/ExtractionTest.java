package io.granger.examples.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.sdk.Answer;
import io.granger.sdk.Calls;
import io.granger.sdk.ErrorClass;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractionTest {

    @TempDir
    private Path parent;

    private Path directory;
    private DocumentRoot root;

    @BeforeEach
    void openRoot() throws Exception {
        directory = Files.createDirectory(parent.resolve("root"));
        root = new DocumentRoot(directory);
    }

    private Answer extract(String spoke, String file) throws Exception {
        ExampleSpoke extractor = DocumentSpokes.extractors(root).stream()
                .filter(each -> each.description().name().equals(spoke))
                .findFirst()
                .orElseThrow();
        return extractor.answer(Calls.of("extract-text", new JsonObject().put("file", file)));
    }

    private JsonObject output(String spoke, String file) throws Exception {
        return ((Answer.Output) extract(spoke, file)).output();
    }

    private static Answer invalid(String message) {
        return Answer.invalidInput(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pdfbox-plain", "pdfbox-layout", "pdfbox-skim", "tika"})
    void pdf_oneLineOnEachOfTwoPages_isReadByEveryPdfSpoke(String spoke) throws Exception {
        TinyDocuments.pdf(directory.resolve("two.pdf"), "Two pages", List.of("The quick brown fox", "jumps over"));

        JsonObject output = output(spoke, "two.pdf");

        assertThat(output.getString("text").replaceAll("\\s+", " ").strip()).contains("The quick brown fox jumps over");
        assertThat(output.getString("title")).isEqualTo("Two pages");
        assertThat(output.getString("type")).isEqualTo("text/plain");
        assertThat(output.getBoolean("truncated")).isFalse();
    }

    @Test
    void pdf_threePages_skimmerReadsTwoAndSaysThereWasMore() throws Exception {
        TinyDocuments.pdf(directory.resolve("three.pdf"), "t", List.of("first", "second", "third"));

        JsonObject output = output("pdfbox-skim", "three.pdf");

        assertThat(output.getString("text")).contains("first", "second").doesNotContain("third");
        assertThat(output.getBoolean("truncated")).isTrue();
        assertThat(output.getInteger("pages")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pdfbox-plain", "tika"})
    void pdf_encrypted_isInvalidInputInWords(String spoke) throws Exception {
        TinyDocuments.encryptedPdf(directory.resolve("locked.pdf"), "sesame");

        assertThat(extract(spoke, "locked.pdf"))
                .isIn(
                        invalid("the PDF is encrypted and needs a password"),
                        invalid("the document is encrypted and needs a password"));
    }

    @Test
    void pdf_ownerForbidsIt_isInvalidInput() throws Exception {
        TinyDocuments.forbiddenPdf(directory.resolve("no.pdf"));

        assertThat(extract("pdfbox-plain", "no.pdf")).isEqualTo(invalid("the PDF's owner forbids taking its text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pdfbox-plain", "pdfbox-layout", "tika"})
    void pdf_broken_isInvalidInput(String spoke) throws Exception {
        TinyDocuments.file(directory.resolve("broken.pdf"), "%PDF-1.4\nnothing that belongs here");

        Answer.Error error = (Answer.Error) extract(spoke, "broken.pdf");

        assertThat(error.errorClass()).isEqualTo(ErrorClass.INVALID_INPUT);
        assertThat(error.retryable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsoup", "tika"})
    void html_withScriptAndStyle_givesWhatABrowserShows(String spoke) throws Exception {
        TinyDocuments.file(
                directory.resolve("page.html"),
                "<html><head><title>A page</title><style>p{}</style></head>"
                        + "<body><p>Shown &amp; read</p><script>hidden()</script></body></html>");

        JsonObject output = output(spoke, "page.html");

        assertThat(output.getString("text")).contains("Shown & read").doesNotContain("hidden");
        assertThat(output.getString("title")).isEqualTo("A page");
    }

    @Test
    void html_moreThanTheBound_isCutAndSaysSo() throws Exception {
        TinyDocuments.file(directory.resolve("long.html"), "<p>" + "word ".repeat(60_000) + "</p>");

        JsonObject output = output("jsoup", "long.html");

        assertThat(output.getInteger("characters")).isEqualTo(BoundedText.MAX_CHARACTERS);
        assertThat(output.getBoolean("truncated")).isTrue();
        assertThat(output.toBuffer().length()).isLessThan(1 << 20);
    }

    @Test
    void office_notAnOfficeFile_isInvalidInput() throws Exception {
        TinyDocuments.file(directory.resolve("fake.docx"), "just text");

        assertThat(((Answer.Error) extract("poi", "fake.docx")).errorClass()).isEqualTo(ErrorClass.INVALID_INPUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.pdf", "/etc/hostname", "link.pdf"})
    void file_outsideOfTheRoot_isNotOpened(String name) throws Exception {
        Path outside = Files.writeString(parent.resolve("outside.pdf"), "%PDF-");
        Files.createSymbolicLink(directory.resolve("link.pdf"), outside);

        assertThat(((Answer.Error) extract("pdfbox-plain", name)).message()).startsWith("there is no file " + name);
    }

    @Test
    void input_withoutFile_isInvalidInput() throws Exception {
        ExampleSpoke plain = DocumentSpokes.extractors(root).getFirst();

        assertThat(plain.answer(Calls.of("extract-text", new JsonObject())))
                .isEqualTo(invalid("the input names no file"));
    }

    @Test
    void call_withoutTimeLeft_isTimeout() throws Exception {
        TinyDocuments.pdf(directory.resolve("one.pdf"), "t", List.of("text"));
        ExampleSpoke plain = DocumentSpokes.extractors(root).getFirst();

        Answer answer = plain.answer(Calls.of("extract-text", new JsonObject().put("file", "one.pdf"), -1_000));

        assertThat(((Answer.Error) answer).errorClass()).isEqualTo(ErrorClass.TIMEOUT);
    }

    @Test
    void ocr_programThatReadsPictures_readsAtMostThreePages() throws Exception {
        // Stands where tesseract would: a program given a picture's path that writes text.
        Path program = directory.resolve("reader");
        Files.writeString(program, "#!/bin/sh\nhead -c 4 \"$1\" | tail -c 3\necho ' read'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        TinyDocuments.pdf(directory.resolve("scan.pdf"), "Scan", List.of("1", "2", "3", "4"));
        ExampleSpoke ocr = DocumentSpokes.ocr(root, program.toString());

        Answer answer = ocr.answer(Calls.of("ocr", new JsonObject().put("file", "scan.pdf")));

        JsonObject output = ((Answer.Output) answer).output();
        assertThat(output.getString("text")).isEqualTo("PNG read\nPNG read\nPNG read\n");
        assertThat(output.getBoolean("truncated")).isTrue();
    }

    @Test
    void isInstalled_noSuchProgram_isFalse() {
        assertThat(OcrText.isInstalled("granger-has-no-such-program")).isFalse();
    }
}
