package io.granger.examples.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.granger.examples.adapter.ProviderSelector.Priority;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class ProviderSelectorTest {

    private static final float[] NOTHING = {};

    /** Three providers: one fast, one good, one cheap; 20 calls with a speed priority; 200 seeds. */
    @Test
    void choose_speed20Calls_mostOfTheLastTenToTheFastOne() {
        int fast = 0;
        int seedsAbove = 0;
        for (int seed = 0; seed < 200; seed++) {
            int ofLastTen = fastOfLastTen(seed);
            fast += ofLastTen;
            seedsAbove += ofLastTen > 6 ? 1 : 0;
        }
        assertThat(fast / 2000.0).isGreaterThan(0.6);
        assertThat(seedsAbove).isGreaterThan(150);
    }

    private static int fastOfLastTen(long seed) {
        ProviderSelector selector = new ProviderSelector(List.of("cheap", "fast", "good"), 500, 1);
        SplittableRandom random = new SplittableRandom(seed);
        int fast = 0;
        for (int call = 0; call < 20; call++) {
            String provider = selector.choose("chat", NOTHING, Priority.SPEED, random.nextDouble())
                    .provider();
            double noise = random.nextDouble(0.9, 1.1);
            switch (provider) {
                case "fast" -> selector.answered("chat", NOTHING, provider, 0.7, 0.5, 100 * noise);
                case "good" -> selector.answered("chat", NOTHING, provider, 0.95, 0.9, 800 * noise);
                default -> selector.answered("chat", NOTHING, provider, 0.6, 0.1, 600 * noise);
            }
            fast += call >= 10 && provider.equals("fast") ? 1 : 0;
        }
        return fast;
    }

    @Test
    void choose_afterFailures_another() {
        ProviderSelector selector = new ProviderSelector(List.of("broken", "works"), 500, 1);
        for (int i = 0; i < 10; i++) {
            selector.failed("chat", NOTHING, "broken");
            selector.answered("chat", NOTHING, "works", 0.5, 0.5, 500);
        }
        assertThat(selector.choose("chat", NOTHING, Priority.BALANCED, 0.5).provider())
                .isEqualTo("works");
    }

    /** What was learnt of speed is not lost when somebody asks for quality. */
    @Test
    void choose_otherPriority_otherProvider() {
        ProviderSelector selector = new ProviderSelector(List.of("fast", "good"), 500, 1);
        for (int i = 0; i < 20; i++) {
            selector.answered("chat", NOTHING, "fast", 0.4, 0.5, 50);
            selector.answered("chat", NOTHING, "good", 0.95, 0.5, 900);
        }
        assertThat(selector.choose("chat", NOTHING, Priority.SPEED, 0.5).provider())
                .isEqualTo("fast");
        assertThat(selector.choose("chat", NOTHING, Priority.QUALITY, 0.5).provider())
                .isEqualTo("good");
    }

    @Test
    void answered_unknownProvider_refused() {
        ProviderSelector selector = new ProviderSelector(List.of("fast"), 500, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> selector.answered("chat", NOTHING, "slow", 1, 1, 1))
                .withMessage("no provider is called slow");
    }

    /**
     * 1,319 grade-school problems answered by a weak and a strong model, the strong one's cost .2 of a right answer: over one pass, five
     * seeds, no worse than always the better of the two by more than .03 of quality less cost.
     */
    @Test
    void choose_recordedModels_nearTheBetterOne() throws IOException {
        List<CSVRecord> rows = SharedTable.rows("routellm-gsm8k/gsm8k.csv");
        double weak = 0;
        double strong = 0;
        for (CSVRecord row : rows) {
            weak += Double.parseDouble(row.get("mixtral_8x7b"));
            strong += Double.parseDouble(row.get("gpt_4_1106")) - 0.2;
        }
        double found = 0;
        for (int seed = 0; seed < 5; seed++) {
            found += netQuality(rows, seed) / 5;
        }
        assertThat(found / rows.size()).isGreaterThan(Math.max(weak, strong) / rows.size() - 0.03);
    }

    private static double netQuality(List<CSVRecord> rows, long seed) {
        // quality .8, cost .1: a whole reference of cost weighs an eighth of quality, so the cost of .2 is 1.6
        // references
        ProviderSelector selector = new ProviderSelector(List.of("gpt_4_1106", "mixtral_8x7b"), 500, 0.125);
        SplittableRandom random = new SplittableRandom(seed);
        double net = 0;
        for (CSVRecord row : rows) {
            float[] request = {row.get("prompt").length() / 100f};
            String provider = selector.choose("math", request, Priority.QUALITY, random.nextDouble())
                    .provider();
            double quality = Double.parseDouble(row.get(provider));
            double cost = provider.startsWith("gpt") ? 0.2 : 0;
            selector.answered("math", request, provider, quality, cost, 500);
            net += quality - cost;
        }
        return net;
    }
}
