package io.granger.examples.document;

import io.granger.sdk.Answer;
import io.granger.sdk.Call;
import io.granger.sdk.CapabilityDescription;
import io.granger.sdk.SpokeDescription;
import org.apache.tika.langdetect.optimaize.OptimaizeLangDetector;
import org.apache.tika.language.detect.LanguageDetector;
import org.apache.tika.language.detect.LanguageResult;

/** Finds the language of a text by its letter sequences (Optimaize, through Tika) and passes the text on with {@code language} added. */
public final class LanguageSpoke implements ExampleSpoke {

    private static final int LETTERS_READ = 5_000;

    private final LanguageDetector detector = new OptimaizeLangDetector().loadModels();

    @Override
    public SpokeDescription description() {
        return SpokeDescription.named("language", "1.0.0")
                .capability(CapabilityDescription.named("detect-language")
                        .accepting(MediaTypes.PLAIN_TEXT)
                        .producing(MediaTypes.PLAIN_TEXT)
                        .takingMs(40)
                        .costing(.1))
                .concurrency(2)
                .blocking(this);
    }

    @Override
    public Answer answer(Call call) {
        if (!(call.input().getValue("text") instanceof String text)) {
            return Answer.invalidInput("the input has no text");
        }
        LanguageResult found = detect(text.substring(0, Math.min(LETTERS_READ, text.length())));
        // "und" is what ISO 639-2 says for a language that cannot be told.
        String language = found.isUnknown() || found.getLanguage().isEmpty() ? "und" : found.getLanguage();
        return Answer.output(call.input().copy().put("language", language).put("languageScore", found.getRawScore()));
    }

    private synchronized LanguageResult detect(String text) {
        return detector.detect(text);
    }
}
