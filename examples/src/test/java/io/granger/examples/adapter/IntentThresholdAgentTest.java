package io.granger.examples.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.examples.adapter.IntentClassifier.Guess;
import io.granger.examples.adapter.IntentThresholdAgent.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Real prompts: problems of arithmetic and programs to be written, which the classifier learns from a third of them, and sentences to
 * be completed, which it has never seen and is always wrong about. Of each of the other prompts it hears a few words in a row from
 * anywhere; the agents learn from one half of these and are judged on the other.
 */
@Tag("slow")
class IntentThresholdAgentTest {

    private static final int MOST_WORDS = 6;
    private static final String NEVER_SEEN = "sentence";

    private final List<Recorded> train = new ArrayList<>();
    private final List<Recorded> test = new ArrayList<>();

    private record Prompt(String intent, String text) {}

    @BeforeEach
    void classify() throws IOException {
        List<Prompt> prompts = prompts();
        Random random = new Random(1);
        Collections.shuffle(prompts, random);
        IntentClassifier classifier = new IntentClassifier();
        int third = prompts.size() / 3;
        prompts.subList(0, third).stream()
                .filter(prompt -> !prompt.intent.equals(NEVER_SEEN))
                .forEach(prompt -> classifier.learn(prompt.intent, prompt.text));
        for (int i = third; i < prompts.size(); i++) {
            List<String> words = IntentClassifier.words(prompts.get(i).text);
            int heard = Math.min(words.size(), 1 + random.nextInt(MOST_WORDS));
            int from = random.nextInt(words.size() - heard + 1);
            Guess guess = classifier.guess(String.join(" ", words.subList(from, from + heard)));
            boolean right = guess.intent().equals(prompts.get(i).intent);
            (i < 2 * third ? train : test).add(new Recorded(heard, guess.knownWords(), guess.confidence(), right));
        }
    }

    /** At least as good as the best single threshold in hindsight of the training texts, less .02; far better than taking every answer. One seed. */
    @Test
    void byDqn_textsNeverSeen() {
        IntentThresholdAgent agent = IntentThresholdAgent.byDqn(train, 600, 1);
        assertNearTheBestThreshold(text -> agent.threshold(text.words(), text.knownWords()));
    }

    @Test
    void byPpo_textsNeverSeen() {
        IntentThresholdAgent agent = IntentThresholdAgent.byPpo(train, 60, 1);
        assertNearTheBestThreshold(text -> agent.threshold(text.words(), text.knownWords()));
    }

    private void assertNearTheBestThreshold(ToDoubleFunction<Recorded> thresholdOf) {
        double best = IntentThresholdAgent.THRESHOLDS.stream()
                .max(Comparator.comparingDouble(threshold -> worth(train, any -> threshold)))
                .orElseThrow();
        double found = worth(test, thresholdOf);
        assertThat(found).isGreaterThan(worth(test, any -> best) - 0.02);
        assertThat(found).isGreaterThan(worth(test, any -> 0) + 0.02);
    }

    private static double worth(List<Recorded> texts, ToDoubleFunction<Recorded> thresholdOf) {
        return texts.stream()
                .mapToDouble(text -> IntentThresholdAgent.reward(text, thresholdOf.applyAsDouble(text)))
                .average()
                .orElse(0);
    }

    private static List<Prompt> prompts() throws IOException {
        List<Prompt> prompts = new ArrayList<>();
        for (CSVRecord row : SharedTable.rows("routellm-gsm8k/gsm8k.csv")) {
            prompts.add(new Prompt("arithmetic", row.get("prompt")));
        }
        for (CSVRecord row : SharedTable.rows("routerbench-wino-mbpp/routerbench.csv")) {
            String prompt = row.get("prompt").replace("\\n", "\n");
            if (row.get("eval_name").equals("mbpp")) {
                prompts.add(new Prompt("program", prompt.lines().findFirst().orElse("")));
            } else {
                // the examples before the last question are the same in every prompt
                String[] questions = prompt.split("correct answer\\.");
                prompts.add(
                        new Prompt(NEVER_SEEN, questions[questions.length - 1].split("\\bA\\)")[0]));
            }
        }
        prompts.removeIf(prompt -> IntentClassifier.words(prompt.text).isEmpty());
        return prompts;
    }
}
