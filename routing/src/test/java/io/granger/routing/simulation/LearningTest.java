package io.granger.routing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.granger.registry.BreakerSettings;
import io.granger.registry.Capability;
import io.granger.rl.bandit.PartsBandit;
import io.granger.rl.option.OptionAgent;
import io.granger.routing.ExperienceRow;
import io.granger.routing.LearnedRouter;
import io.granger.task.FailureClass;
import io.granger.task.Preset;
import io.granger.task.StepOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Does the learned router find out which spoke suits which task? All tolerances are for the seeds named. */
class LearningTest {
    private static final String PDF = "application/pdf";
    private static final String PLAIN = "text/plain";
    private static final int TASKS = 450;
    private static final int WARM_UP = 50;
    /** The fixture is about choosing, so breakers stay out of the way. */
    private static final BreakerSettings PATIENT = new BreakerSettings(1000, 1, 1000, 60_000);

    /** Share of the tasks of one kind, after the warm-up, that went to the spoke that suits them. */
    private record Shares(double pdfToPdf, double speedToFast) {}

    private record Kind(String type, Preset preset) {}

    @Test
    void learning_threeSpokes() {
        List<Shares> runs = new ArrayList<>();
        for (long seed = 1; seed <= 20; seed++) {
            runs.add(threeSpokes(seed));
        }
        assertThat(mean(runs.stream().map(Shares::pdfToPdf).toList())).isGreaterThan(0.70);
        assertThat(runs).allSatisfy(run -> assertThat(run.pdfToPdf()).isGreaterThan(0.60));
        assertThat(mean(runs.stream().map(Shares::speedToFast).toList())).isGreaterThan(0.60);
    }

    private static Shares threeSpokes(long seed) {
        World world = new World(PATIENT);
        for (String spoke : List.of("pdf", "general", "fast")) {
            world.register(spoke, 4, Capability.of("extract", "*/*", PLAIN).withExpectedMs(100));
        }
        LearningLoop loop = new LearningLoop(world, LearnedRouter.cold(), seed);
        SplittableRandom luck = new SplittableRandom(seed);
        List<Kind> tasks = tasks(seed);
        int[] count = new int[2];
        int[] right = new int[2];
        for (int i = 0; i < TASKS; i++) {
            Kind kind = tasks.get(i);
            ExperienceRow row = loop.run(kind.type(), kind.preset(), (spoke, type) -> threeSpokes(luck, spoke, type));
            String chosen = row.decision().chosenEntry().id();
            int of = kind.type().equals(PDF) ? 0 : 1;
            if (i >= WARM_UP && (of == 0 || kind.preset() == Preset.SPEED)) {
                count[of]++;
                right[of] += chosen.startsWith(of == 0 ? "pdf@" : "fast@") ? 1 : 0;
            }
        }
        return new Shares((double) right[0] / count[0], (double) right[1] / count[1]);
    }

    private static List<Kind> tasks(long seed) {
        List<Kind> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS / 3; i++) {
            tasks.add(new Kind(PDF, Preset.BALANCED));
            tasks.add(new Kind(PLAIN, Preset.BALANCED));
            tasks.add(new Kind(PLAIN, Preset.SPEED));
        }
        Collections.shuffle(tasks, new Random(seed));
        return tasks;
    }

    private static StepOutcome threeSpokes(SplittableRandom luck, String spoke, String type) {
        return switch (spoke) {
            case "pdf" -> outcome(luck, type.equals(PDF) ? 0.95 : 0.3, 100);
            case "general" -> outcome(luck, 0.7, 150);
            default -> outcome(luck, 0.6, 50);
        };
    }

    private static StepOutcome outcome(SplittableRandom luck, double success, long ms) {
        return luck.nextDouble() < success
                ? new StepOutcome.Success(ms)
                : new StepOutcome.Failure(ms, FailureClass.INTERNAL, "failed", true);
    }

    @Test
    void learning_twinSpokes() {
        double sum = 0;
        for (long seed = 1; seed <= 200; seed++) {
            LearningLoop loop = twins(LearnedRouter.cold(), seed);
            SplittableRandom luck = new SplittableRandom(seed);
            int first = 0;
            for (int i = 0; i < 300; i++) {
                ExperienceRow row = loop.run(PLAIN, Preset.BALANCED, (spoke, type) -> outcome(luck, 0.8, 100));
                first += row.decision().chosenEntry().id().startsWith("left@") ? 1 : 0;
            }
            sum += first / 300.0;
        }
        assertThat(sum / 200).isBetween(0.47, 0.53);
    }

    @Test
    void learning_switchedOff() {
        LearnedRouter router = new LearnedRouter(new PartsBandit(), new OptionAgent(), false);
        LearningLoop loop = twins(router, 1);
        Map<String, byte[]> before = router.save();
        SplittableRandom luck = new SplittableRandom(1);
        for (int i = 0; i < 50; i++) {
            loop.run(PLAIN, Preset.BALANCED, (spoke, type) -> outcome(luck, 0.8, 100));
        }
        Map<String, byte[]> after = router.save();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((name, bytes) ->
                assertThat(Arrays.equals(after.get(name), bytes)).isTrue());
        assertThat(router.revision()).isZero();
    }

    private static LearningLoop twins(LearnedRouter router, long seed) {
        World world = new World(PATIENT);
        for (String spoke : List.of("left", "right")) {
            world.register(spoke, 4, Capability.of("extract", "*/*", PLAIN).withExpectedMs(100));
        }
        return new LearningLoop(world, router, seed);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
