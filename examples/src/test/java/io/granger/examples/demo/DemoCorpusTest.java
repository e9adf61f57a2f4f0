package io.granger.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granger.examples.document.DocumentRoot;
import io.granger.examples.document.DocumentSpokes;
import io.granger.examples.document.ExampleSpoke;
import io.granger.sdk.Answer;
import io.granger.sdk.Calls;
import io.granger.sdk.ErrorClass;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCorpusTest {

    @TempDir
    private Path directory;

    @Test
    void builtIn_copies51PdfsAndPagesAndOfficeFiles() throws Exception {
        List<DemoDocument> documents = DemoCorpus.builtIn(directory);

        assertThat(documents.stream().filter(DemoDocument::isPdf)).hasSize(51);
        assertThat(documents).hasSizeBetween(100, 130);
        assertThat(documents).extracting(DemoDocument::file).isSorted().doesNotHaveDuplicates();
        for (DemoDocument document : documents) {
            assertThat(Files.size(directory.resolve(document.file()))).isEqualTo(document.bytes());
        }
    }

    @Test
    void builtIn_handfulOfDifficultPdfs_areReadOrRefusedInWords() throws Exception {
        DemoCorpus.builtIn(directory);
        DocumentRoot root = new DocumentRoot(directory);

        assertThat(text(root, "pdfbox-plain", "testPDF.pdf")).contains("Apache Tika");
        assertThat(text(root, "pdfbox-layout", "testPDF_rotated.pdf")).contains("Apache Tika");
        assertThat(text(root, "tika", "testWORD.docx")).contains("Sample Word Document");
        assertThat(text(root, "poi", "testWORD.docx")).contains("Sample Word Document");
        assertThat(text(root, "jsoup", "testHTML.html")).contains("Test Indexation Html");
        Answer locked = answer(root, "pdfbox-plain", "testPDF_no_extract_no_accessibility_owner_user.pdf");
        assertThat(((Answer.Error) locked).errorClass()).isEqualTo(ErrorClass.INVALID_INPUT);
    }

    private static Answer answer(DocumentRoot root, String spoke, String file) throws Exception {
        ExampleSpoke extractor = DocumentSpokes.extractors(root).stream()
                .filter(each -> each.description().name().equals(spoke))
                .findFirst()
                .orElseThrow();
        return extractor.answer(Calls.of("extract-text", new JsonObject().put("file", file)));
    }

    private static String text(DocumentRoot root, String spoke, String file) throws Exception {
        return ((Answer.Output) answer(root, spoke, file)).output().getString("text");
    }

    @Test
    void ofDirectory_takesKnownTypesBelowItInTheOrderOfTheirNames() throws Exception {
        Path source = Files.createDirectories(directory.resolve("source/deep"));
        Files.writeString(source.resolve("b.html"), "<p>b</p>");
        Files.writeString(source.resolveSibling("c.PDF"), "%PDF");
        Files.writeString(source.resolveSibling("notes.md"), "not taken");

        List<DemoDocument> documents = DemoCorpus.ofDirectory(directory.resolve("source"), directory.resolve("root"));

        assertThat(documents)
                .containsExactly(
                        new DemoDocument("c.PDF", "application/pdf", 4),
                        new DemoDocument("deep/b.html", "text/html", 8));
        assertThat(directory.resolve("root/deep/b.html")).hasContent("<p>b</p>");
    }

    @Test
    void ofDirectory_withoutAnyDocument_saysWhichTypesItKnows() {
        assertThatThrownBy(() -> DemoCorpus.ofDirectory(directory, directory.resolve("root")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("pdf, html, office, txt");
    }

    @Test
    void evenly_tenToFour_takesThemFromTheWholeList() {
        assertThat(DemoCorpus.evenly(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), 4)).containsExactly(0, 2, 5, 7);
    }
}
