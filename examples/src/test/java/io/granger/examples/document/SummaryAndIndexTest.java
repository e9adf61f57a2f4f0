package io.granger.examples.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.sdk.Answer;
import io.granger.sdk.Calls;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryAndIndexTest {

    private static final List<String> SENTENCES = List.of(
            "Welcome to page one.",
            "Bees make honey from nectar.",
            "Honey keeps bees fed in winter.",
            "Nectar of flowers becomes honey when bees dry it.",
            "Bees carry nectar and honey home.",
            "The printer was out of paper.",
            "Honey and nectar feed all bees.",
            "Goodbye.");

    @TempDir
    private Path directory;

    private static JsonObject output(Answer answer) {
        return ((Answer.Output) answer).output();
    }

    @Test
    void lead_eightSentences_picksTheFirstFive() {
        assertThat(new LeadSummary().pick(SENTENCES)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void centroid_sentencesBesideTheSubject_areLeftOut() {
        assertThat(new CentroidSummary().pick(SENTENCES)).containsExactly(1, 2, 3, 4, 6);
    }

    @Test
    void textRank_sentencesNobodyResembles_areLeftOut() {
        assertThat(new TextRankSummary().pick(SENTENCES)).containsExactly(1, 2, 3, 4, 6);
    }

    @Test
    void cosine_halfOfTheWordsShared_isHalf() {
        assertThat(SentenceVectors.cosine(java.util.Map.of("a", 1.0, "b", 1.0), java.util.Map.of("b", 1.0, "c", 1.0)))
                .isCloseTo(.5, org.assertj.core.api.Assertions.within(1e-12));
    }

    @Test
    void sentences_brokenOverLines_areWholeAndThoseWithoutLettersLeftOut() {
        assertThat(Words.sentences("One line\nbroken. Why? 12! Another.", 10))
                .containsExactly("One line broken.", "Why?", "Another.");
    }

    @Test
    void summary_ofText_keepsFileTitleAndLanguage() throws Exception {
        ExampleSpoke lead = DocumentSpokes.summarizers().getFirst();
        JsonObject input = new JsonObject()
                .put("text", "First. Second.")
                .put("file", "a.pdf")
                .put("title", "T")
                .put("language", "en")
                .put("pages", 3);

        assertThat(output(lead.answer(Calls.of("summarize", input)))).isEqualTo(new JsonObject("""
                        {"type":"text/summary","text":"First.\\nSecond.","sentences":2,
                         "file":"a.pdf","title":"T","language":"en"}"""));
    }

    @Test
    void summary_ofTextWithoutASentence_isInvalidInput() throws Exception {
        ExampleSpoke lead = DocumentSpokes.summarizers().getFirst();

        assertThat(lead.answer(Calls.of("summarize", new JsonObject().put("text", " 12 \n"))))
                .isEqualTo(Answer.invalidInput("the text has no sentence to summarise"));
    }

    @Test
    void language_englishGermanAndNone_areToldApartAndTheTextIsPassedOn() {
        LanguageSpoke spoke = new LanguageSpoke();

        assertThat(language(spoke, "The quick brown fox jumps over the lazy dog and runs into the dark forest."))
                .isEqualTo("en");
        assertThat(language(spoke, "Der schnelle braune Fuchs springt über den faulen Hund und läuft in den Wald."))
                .isEqualTo("de");
        assertThat(language(spoke, "12 34")).isEqualTo("und");
    }

    private static String language(LanguageSpoke spoke, String text) {
        JsonObject output = output(spoke.answer(
                Calls.of("detect-language", new JsonObject().put("text", text).put("file", "a"))));
        assertThat(output.getString("text")).isEqualTo(text);
        assertThat(output.getString("file")).isEqualTo("a");
        return output.getString("language");
    }

    @Test
    void index_sameDocumentTwice_isThereOnceWithItsLastText() throws Exception {
        try (DocumentIndex index = new DocumentIndex(directory.resolve("index"))) {
            IndexSpoke spoke = new IndexSpoke(index);

            put(spoke, "a.pdf", "old words");
            JsonObject second = put(spoke, "a.pdf", "new words here");
            put(spoke, "b.pdf", "other words");

            assertThat(second)
                    .isEqualTo(new JsonObject("{\"type\":\"application/json\",\"indexed\":\"a.pdf\",\"words\":3}"));
            assertThat(index.size()).isEqualTo(2);
            assertThat(index.count("words")).isEqualTo(2);
            assertThat(index.count("old")).isZero();
        }
    }

    @Test
    void index_closedAndOpenedAgain_stillHasItsDocuments() throws Exception {
        Path path = directory.resolve("index");
        try (DocumentIndex index = new DocumentIndex(path)) {
            put(new IndexSpoke(index), "a.pdf", "words");
        }
        try (DocumentIndex index = new DocumentIndex(path)) {
            assertThat(index.size()).isEqualTo(1);
        }
    }

    private static JsonObject put(IndexSpoke spoke, String file, String text) throws Exception {
        return output(spoke.answer(
                Calls.of("index", new JsonObject().put("file", file).put("text", text))));
    }
}
