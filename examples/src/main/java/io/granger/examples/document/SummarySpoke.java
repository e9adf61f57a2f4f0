package io.granger.examples.document;

import io.granger.sdk.Answer;
import io.granger.sdk.Call;
import io.granger.sdk.SpokeDescription;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The frame around every summarizer: cuts the text into sentences, lets it pick, and writes the summary. */
public final class SummarySpoke implements ExampleSpoke {

    private static final int SENTENCES_READ = 2_000;

    private final SpokeDescription description;
    private final Summarizer summarizer;

    /** A spoke of this description. */
    public SummarySpoke(SpokeDescription description, Summarizer summarizer) {
        this.description = description;
        this.summarizer = summarizer;
    }

    @Override
    public SpokeDescription description() {
        return description.blocking(this);
    }

    @Override
    public Answer answer(Call call) {
        JsonObject input = call.input();
        if (!(input.getValue("text") instanceof String text)) {
            return Answer.invalidInput("the input has no text");
        }
        List<String> sentences = Words.sentences(text, SENTENCES_READ);
        if (sentences.isEmpty()) {
            return Answer.invalidInput("the text has no sentence to summarise");
        }
        String summary = Arrays.stream(summarizer.pick(sentences))
                .mapToObj(sentences::get)
                .collect(Collectors.joining("\n"));
        JsonObject output = new JsonObject()
                .put("type", MediaTypes.SUMMARY)
                .put("text", summary)
                .put("sentences", sentences.size());
        for (String kept : List.of("file", "title", "language")) {
            if (input.containsKey(kept)) {
                output.put(kept, input.getValue(kept));
            }
        }
        return Answer.output(output);
    }
}
