package io.granger.examples.document;

import io.granger.sdk.Answer;
import io.granger.sdk.Call;
import io.granger.sdk.CapabilityDescription;
import io.granger.sdk.ErrorClass;
import io.granger.sdk.SpokeDescription;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;

/**
 * Puts a text or a summary into a {@link DocumentIndex} under its file's name. Asked twice, the second time replaces the first, so its
 * effects are keyed.
 */
public final class IndexSpoke implements ExampleSpoke {

    private final DocumentIndex index;

    /** A spoke that writes this index; whoever opened the index closes it. */
    public IndexSpoke(DocumentIndex index) {
        this.index = index;
    }

    @Override
    public SpokeDescription description() {
        return SpokeDescription.named("lucene-index", "1.0.0")
                .capability(CapabilityDescription.named("index")
                        .accepting(MediaTypes.SUMMARY, MediaTypes.PLAIN_TEXT)
                        .producing(MediaTypes.JSON)
                        .withEffects(CapabilityDescription.Effects.KEYED)
                        .takingMs(60)
                        .costing(.1))
                .concurrency(4)
                .blocking(this);
    }

    @Override
    public Answer answer(Call call) throws InterruptedException {
        JsonObject input = call.input();
        if (!(input.getValue("text") instanceof String text)) {
            return Answer.invalidInput("the input has no text");
        }
        String name = call.taskInput().getString("file", call.effectKey());
        Document document = new Document();
        document.add(new StringField(DocumentIndex.NAME, name, Field.Store.YES));
        document.add(new TextField(DocumentIndex.TEXT, text, Field.Store.YES));
        document.add(new StoredField("step", call.effectKey()));
        document.add(new StringField("language", input.getString("language", "und"), Field.Store.YES));
        document.add(new TextField("title", input.getString("title", ""), Field.Store.YES));
        try {
            index.put(name, document);
        } catch (IOException full) {
            return Answer.error(ErrorClass.RESOURCE, String.valueOf(full.getMessage()));
        }
        return Answer.output(new JsonObject()
                .put("type", MediaTypes.JSON)
                .put("indexed", name)
                .put("words", Words.words(text).size()));
    }
}
