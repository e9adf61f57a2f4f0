package io.granger.hub.store;

import io.granger.routing.Arm;
import io.granger.routing.CandidateEntry;
import io.granger.routing.Cause;
import io.granger.routing.Decision;
import io.granger.routing.ExperienceRow;
import io.granger.routing.Level;
import io.granger.routing.Mask;
import io.granger.routing.RewardParts;
import io.granger.routing.RoutingMode;
import io.granger.routing.Shadow;
import io.granger.routing.StateLayout;
import io.granger.task.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Rows of every shape, odd numbers and odd texts included, from one seed. */
final class RandomRows {

    private static final double[] ODD = {
        0, -0.0, 1, -1, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY, 1e-300
    };

    private final Random random;

    RandomRows(long seed) {
        random = new Random(seed);
    }

    ExperienceRow row() {
        Decision decision = decision();
        boolean terminated = random.nextBoolean();
        boolean mayPay = terminated || decision.level() == Level.STEP;
        boolean next = random.nextBoolean();
        return new ExperienceRow(
                decision,
                maybe(text()),
                random.nextInt(20),
                random.nextLong(Long.MAX_VALUE),
                new RewardParts(part(), part(), part(), part()),
                mayPay ? random.nextDouble() * 2 - 1 : 0,
                random.nextBoolean() ? new double[0] : new double[] {1, random.nextDouble(), 0, -0.0},
                next ? Optional.of(floats(random.nextInt(40))) : Optional.empty(),
                next ? Optional.of(random.nextBoolean() ? decision.layout() : text()) : Optional.empty(),
                terminated,
                !terminated && random.nextBoolean(),
                of(Cause.values()),
                random.nextLong());
    }

    Decision decision() {
        String taskId = text();
        int epoch = random.nextInt();
        int seq = random.nextInt();
        List<CandidateEntry> candidates = new ArrayList<>();
        int n = 1 + random.nextInt(6);
        for (int i = 0; i < n; i++) {
            candidates.add(candidate());
        }
        return new Decision(
                random.nextBoolean() ? taskId + "." + epoch + "-" + seq : taskId + "." + text(),
                taskId,
                epoch,
                seq,
                of(Level.values()),
                random.nextLong(),
                text(),
                Optional.of(text()),
                text(),
                text(),
                floats(StateLayout.TAIL + random.nextInt(40)),
                candidates,
                random.nextInt(n),
                1 - random.nextDouble(),
                random.nextDouble(),
                text(),
                text(),
                random.nextLong(),
                random.nextDouble(),
                of(RoutingMode.values()),
                of(Arm.values()),
                text(),
                random.nextInt(n),
                maybe(new Shadow(text(), random.nextLong(), random.nextInt(3), new double[] {odd(), odd(), odd()})),
                maybe(text()),
                of(Preset.values()),
                random.nextLong());
    }

    private CandidateEntry candidate() {
        boolean eligible = random.nextBoolean();
        return new CandidateEntry(
                text() + "x",
                floats(random.nextInt(12)),
                random.nextInt(),
                eligible,
                eligible ? Optional.empty() : Optional.of(of(Mask.values())),
                random.nextBoolean(),
                odd(),
                odd(),
                eligible ? random.nextDouble() : 0);
    }

    private double odd() {
        return random.nextBoolean() ? ODD[random.nextInt(ODD.length)] : random.nextGaussian();
    }

    private float[] floats(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) odd();
        }
        return values;
    }

    private OptionalDouble part() {
        return random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextInt(3) / 2.0);
    }

    private String text() {
        return random.nextInt(4) == 0
                ? "documents"
                : List.of("", "ä", "€😀", "t-").get(random.nextInt(4)) + random.nextInt(9_999);
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private <T> T of(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
