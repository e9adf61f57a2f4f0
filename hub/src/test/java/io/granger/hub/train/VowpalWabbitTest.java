package io.granger.hub.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.granger.hub.store.Samples;
import io.granger.routing.CandidateEntry;
import io.granger.routing.ExperienceRow;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vowpalwabbit.spark.VowpalWabbitNative;
import vowpalWabbit.responses.ActionProbs;

/** Vowpal Wabbit itself reads what we export, sees every feature of it, and evaluates it as we do. */
class VowpalWabbitTest {
    private static final String READ = "--dsjson --cb_explore_adf --cb_type ips --epsilon 0.2 --quiet";

    @BeforeEach
    void onLinuxOnly() {
        Assumptions.assumeTrue(
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "Vowpal Wabbit's library is there for Linux on x86-64 only");
    }

    private static List<JsonObject> log(int rows) {
        Random random = new Random(7);
        List<JsonObject> lines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            ExperienceRow row = Samples.row(i + 1, 1);
            row.decision().state()[0] = random.nextFloat();
            lines.add(DecisionServiceJson.line(new LoggedRow(row, List.of(), false))
                    .orElseThrow());
        }
        return lines;
    }

    @Test
    void vowpalWabbit_readsTheLog_andItsLossIsTheInversePropensityEstimate() throws IOException {
        List<JsonObject> log = log(200);
        double sum = 0;
        try (var vw = new VowpalWabbitNative(READ)) {
            for (JsonObject line : log) {
                var predicted = (ActionProbs) vw.predictFromString(line.encode());
                assertThat(predicted.getActionProbs()).hasSize(3);
                int chosen = line.getInteger("_labelIndex");
                for (var action : predicted.getActionProbs()) {
                    if (action.getAction() == chosen) {
                        sum += action.getProbability()
                                * line.getDouble("_label_cost")
                                / line.getDouble("_label_probability");
                    }
                }
                vw.learnFromString(line.encode());
            }
            var found = vw.getPerformanceStatistics();

            assertThat(found.getNumberOfExamplesPerPass()).isEqualTo(200);
            assertThat(found.getAverageLoss()).isCloseTo(sum / 200, within(1e-5));
        }
    }

    /** Each of three actions: the state's values that are not 0, its own features, its id, and the constant. */
    @Test
    void vowpalWabbit_seesEveryFeature_andNothingElse() throws IOException {
        ExperienceRow row = Samples.row(1, 1);
        long shared = nonZero(row.decision().state());
        long expected = 0;
        for (CandidateEntry entry : row.decision().candidates()) {
            expected += entry.eligible() ? shared + nonZero(entry.features()) + 2 : 0;
        }
        try (var vw = new VowpalWabbitNative(READ)) {
            vw.learnFromString(DecisionServiceJson.line(new LoggedRow(row, List.of(), false))
                    .orElseThrow()
                    .encode());

            assertThat(vw.getPerformanceStatistics().getTotalNumberOfFeatures()).isEqualTo(expected);
        }
    }

    private static long nonZero(float[] values) {
        long count = 0;
        for (float value : values) {
            count += value != 0 ? 1 : 0;
        }
        return count;
    }
}
