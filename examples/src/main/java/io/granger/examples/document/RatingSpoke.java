package io.granger.examples.document;

import io.granger.sdk.Answer;
import io.granger.sdk.Call;
import io.granger.sdk.CapabilityDescription;
import io.granger.sdk.SpokeDescription;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A verifier: rates extracted text against the document itself ({@link TextRating}), and summaries against the text they sum up
 * ({@link SummaryRating}). Its input is {@code {"input","output"}} of the step it rates; the rating is the answer's quality.
 */
public final class RatingSpoke implements ExampleSpoke {

    private static final String RATE_TEXT = "rate-text";
    private static final String RATE_SUMMARY = "rate-summary";
    private static final int PROFILES_KEPT = 500;

    private final DocumentRoot root;
    private final Map<Path, DocumentProfile> profiles = new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, DocumentProfile> eldest) {
            return size() > PROFILES_KEPT;
        }
    };

    /** A verifier for documents below this root. */
    public RatingSpoke(DocumentRoot root) {
        this.root = root;
    }

    @Override
    public SpokeDescription description() {
        return SpokeDescription.named("text-rating", "1.0.0")
                .capability(CapabilityDescription.named(RATE_TEXT)
                        .producing(MediaTypes.JSON)
                        .takingMs(50))
                .capability(CapabilityDescription.named(RATE_SUMMARY)
                        .producing(MediaTypes.JSON)
                        .takingMs(10))
                .concurrency(2)
                .blocking(this);
    }

    @Override
    public Answer answer(Call call) {
        JsonObject step = call.input().getValue("output") instanceof JsonObject ? call.input() : call.body();
        if (!(step.getValue("output") instanceof JsonObject output)
                || !(step.getValue("input") instanceof JsonObject input)
                || !(output.getValue("text") instanceof String text)) {
            return Answer.invalidInput("a rating needs the step's input and its output with a text");
        }
        return call.capability().equals(RATE_SUMMARY)
                ? rateSummary(input.getString("text", ""), text)
                : rateText(input, text);
    }

    private Answer rateText(JsonObject input, String text) {
        DocumentProfile profile;
        try {
            profile = profile(root.fileOf(input));
        } catch (UnreadableDocument absent) {
            return Answer.invalidInput(absent.reason());
        }
        TextRating rating = TextRating.of(text, profile);
        JsonObject parts = new JsonObject().put("shape", rating.shape()).put("clean", rating.clean());
        rating.coverage().ifPresent(coverage -> parts.put("coverage", coverage));
        rating.title().ifPresent(title -> parts.put("title", title));
        return Answer.output(parts).withQuality(rating.value());
    }

    private static Answer rateSummary(String text, String summary) {
        SummaryRating rating = SummaryRating.of(text, summary);
        return Answer.output(new JsonObject().put("likeness", rating.likeness()).put("brevity", rating.brevity()))
                .withQuality(rating.value());
    }

    private DocumentProfile profile(Path file) {
        synchronized (profiles) {
            DocumentProfile known = profiles.get(file);
            if (known != null) {
                return known;
            }
        }
        DocumentProfile found = switch (MediaTypes.ofFile(file.toString()).orElse("")) {
            case MediaTypes.PDF -> PdfProfile.of(file);
            case MediaTypes.HTML -> MarkupProfile.ofPage(file);
            default -> file.toString().endsWith("x") ? MarkupProfile.ofOffice(file) : DocumentProfile.UNKNOWN;
        };
        synchronized (profiles) {
            profiles.put(file, found);
        }
        return found;
    }
}
