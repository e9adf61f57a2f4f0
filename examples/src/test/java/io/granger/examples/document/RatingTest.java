package io.granger.examples.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.sdk.Answer;
import io.granger.sdk.Calls;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatingTest {

    @TempDir
    private Path directory;

    private static DocumentProfile showing(double characters) {
        return new DocumentProfile(OptionalDouble.of(characters), false, Optional.empty());
    }

    @Test
    void textRating_allThatIsShownInProperWords_isOne() {
        assertThat(TextRating.of("The quick brown fox", showing(16)).value()).isEqualTo(1);
    }

    @Test
    void textRating_fifthOfWhatIsShown_losesThreeQuartersOfCoverage() {
        // 16 characters of 80: 16 / (.8 * 80) = .25; (.4 * .25 + .35 + .15) / .9
        TextRating rating = TextRating.of("The quick brown fox", showing(80));

        assertThat(rating.coverage()).hasValue(.25);
        assertThat(rating.value()).isCloseTo(.6 / .9, within(1e-12));
    }

    @Test
    void textRating_titleHalfFound_isHalf() {
        DocumentProfile document = new DocumentProfile(OptionalDouble.empty(), false, Optional.of("Brown bears"));

        TextRating rating = TextRating.of("The quick brown fox", document);

        assertThat(rating.title()).hasValue(.5);
        assertThat(rating.value()).isCloseTo((.35 + .15 + .1 * .5) / .6, within(1e-12));
    }

    @Test
    void textRating_oneReplacementInTwentyCharacters_isHalfClean() {
        assertThat(TextRating.of("abcdefghij klmnopqri\ufffd", DocumentProfile.UNKNOWN)
                        .clean())
                .isCloseTo(.5, within(.03));
    }

    @Test
    void textRating_nothingWhereTextIsShown_isZero() {
        assertThat(TextRating.of(" \n", showing(100)).value()).isZero();
    }

    @Test
    void textRating_nothingWhereNothingIsShown_isHalf() {
        assertThat(TextRating.of("", showing(0)).value()).isEqualTo(.5);
    }

    @Test
    void wordShape_spacedOutLetters_isFarBelowWords() {
        assertThat(WordShape.of("The words of a sentence as people write them")).isEqualTo(1);
        assertThat(WordShape.of("T h e w o r d s")).isLessThan(.1);
        assertThat(WordShape.of("xQzTrKw bcdfgh hJkLmNp")).isZero();
        assertThat(WordShape.of("123 456")).isZero();
    }

    @Test
    void pdfProfile_twoPages_countsWhatIsShownOnBoth() throws Exception {
        Path pdf = TinyDocuments.pdf(directory.resolve("a.pdf"), "Letters", List.of("abcde", "fgh"));

        DocumentProfile profile = PdfProfile.of(pdf);

        assertThat(profile.characters()).hasValue(8);
        assertThat(profile.hasPictures()).isFalse();
        assertThat(profile.title()).contains("Letters");
    }

    @Test
    void pdfProfile_encrypted_isUnknown() throws Exception {
        assertThat(PdfProfile.of(TinyDocuments.encryptedPdf(directory.resolve("a.pdf"), "sesame")))
                .isEqualTo(DocumentProfile.UNKNOWN);
    }

    @Test
    void markupProfile_page_countsBetweenTagsOutsideOfScripts() throws Exception {
        Path page = TinyDocuments.file(
                directory.resolve("a.html"),
                "<html><head><title>Four</title></head><body>ab<b>c</b> &amp;<script>x=1</script></body></html>");

        DocumentProfile profile = MarkupProfile.ofPage(page);

        assertThat(profile.characters()).hasValue(4);
        assertThat(profile.title()).contains("Four");
    }

    @Test
    void spoke_rateText_ratesTheStepNotTheExtractorsWord() throws Exception {
        TinyDocuments.pdf(directory.resolve("a.pdf"), "", List.of("The quick brown fox"));
        RatingSpoke spoke = new RatingSpoke(new DocumentRoot(directory));
        JsonObject step = new JsonObject()
                .put("input", new JsonObject().put("file", "a.pdf"))
                .put(
                        "output",
                        new JsonObject().put("text", "The quick brown fox").put("quality", 0.01));

        Answer answer = spoke.answer(Calls.of("rate-text", step));

        assertThat(((Answer.Output) answer).quality()).hasValue(1);
    }

    @Test
    void summaryRating_sameWordsInShort_isOne() {
        SummaryRating rating = SummaryRating.of("bees make honey. ".repeat(100), "bees make honey.");

        assertThat(rating.value()).isCloseTo(1, within(1e-12));
    }

    @Test
    void summaryRating_otherWords_isZero() {
        assertThat(SummaryRating.of("bees make honey. ".repeat(100), "unrelated words")
                        .value())
                .isZero();
    }

    @Test
    void summaryRating_theWholeText_isNoSummary() {
        String text = "bees make honey. ".repeat(100);

        assertThat(SummaryRating.of(text, text).brevity()).isZero();
    }

    @Test
    void rating_withoutOutput_isInvalidInput() throws Exception {
        RatingSpoke spoke = new RatingSpoke(new DocumentRoot(directory));

        assertThat(spoke.answer(Calls.of("rate-text", new JsonObject())))
                .isEqualTo(Answer.invalidInput("a rating needs the step's input and its output with a text"));
    }
}
