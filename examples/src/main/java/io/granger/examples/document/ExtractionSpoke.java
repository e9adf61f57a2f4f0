package io.granger.examples.document;

import io.granger.sdk.Answer;
import io.granger.sdk.Call;
import io.granger.sdk.ErrorClass;
import io.granger.sdk.SpokeDescription;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The frame around every extractor: finds the file below the root, bounds time and text, and says in the answer what went wrong.
 *
 * <p>Input {@code {"file","type",..}}; output {@code {"type":"text/plain","text","characters","truncated","file","title"?,"pages"?}}.
 */
public final class ExtractionSpoke implements ExampleSpoke {

    /** Longest time spent on one document. */
    public static final Duration MOST_TIME = Duration.ofSeconds(15);

    private final SpokeDescription description;
    private final TextExtractor extractor;
    private final DocumentRoot root;

    /** A spoke of this description, whose documents lie below the root. */
    public ExtractionSpoke(SpokeDescription description, TextExtractor extractor, DocumentRoot root) {
        this.description = description;
        this.extractor = extractor;
        this.root = root;
    }

    @Override
    public SpokeDescription description() {
        return description.blocking(this);
    }

    @Override
    public Answer answer(Call call) throws IOException {
        String name = call.input().getString("file", "");
        try {
            Path file = root.fileOf(call.input());
            return Answer.output(json(name, extractor.extract(file, WorkLimit.of(call, MOST_TIME))));
        } catch (UnreadableDocument unreadable) {
            return Answer.invalidInput(unreadable.reason());
        } catch (WorkLimit.OutOfTime slow) {
            return Answer.error(ErrorClass.TIMEOUT, "the time for " + name + " is over");
        }
    }

    private static JsonObject json(String file, Extraction extraction) {
        JsonObject json = new JsonObject()
                .put("type", MediaTypes.PLAIN_TEXT)
                .put("file", file)
                .put("text", extraction.text())
                .put("characters", extraction.text().length())
                .put("truncated", extraction.truncated());
        extraction.title().ifPresent(title -> json.put("title", title));
        extraction.pages().ifPresent(pages -> json.put("pages", pages));
        return json;
    }
}
